/** What stands before several bridges: a TCP balancer that gives each new connection to the next live one. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Balancer = {
  url: string;
  /** Cuts the connections to a bridge that is alive but answers nobody; a real balancer's health check does it. */
  drop(port: number): void;
  stop(): Promise<void>;
};

/** `live` gives the ports that may be tried, asked anew for every connection. */
export async function openBalancer(live: () => number[]): Promise<Balancer> {
  const open = new Map<Socket, number>();
  let turn = 0;

  const join = (caller: Socket, bridge: Socket, port: number) => {
    open.set(bridge, port);
    bridge.on('close', () => {
      open.delete(bridge);
      caller.destroy();
    });
    caller.on('close', () => bridge.destroy());
    caller.pipe(bridge).pipe(caller);
  };
  const tryNext = (caller: Socket, [port, ...others]: number[]): void => {
    if (port === undefined || caller.destroyed) return void caller.destroy();
    const bridge = connect(port, '127.0.0.1');
    const refused = () => tryNext(caller, others);
    bridge.once('error', refused);
    bridge.once('connect', () => {
      bridge.off('error', refused).on('error', () => undefined);
      join(caller, bridge, port);
    });
  };

  const server = createServer((caller) => {
    caller.on('error', () => undefined);
    const ports = live();
    turn += 1;
    tryNext(
      caller,
      ports.map((_, n) => ports[(turn + n) % ports.length] ?? 0),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    drop(port) {
      for (const [socket, to] of open) if (to === port) socket.destroy();
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open.keys()) socket.destroy();
      await closed;
    },
  };
}
