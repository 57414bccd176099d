/** A door in front of a host: closed, connections to it are refused, as when nobody listens there. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export type Relay = {
  url: string;
  close(): Promise<void>;
  open(): Promise<void>;
};

export async function openRelay(targetUrl: string): Promise<Relay> {
  const target = Number(new URL(targetUrl).port);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;

  const track = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const relay: Relay = {
    url: '',
    async open() {
      if (server) return;
      server = createServer((caller) => {
        const host = connect(target, '127.0.0.1');
        track(caller, host);
        track(host, caller);
        caller.pipe(host).pipe(caller);
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      port = (server.address() as AddressInfo).port;
    },
    async close() {
      if (!server) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      server = undefined;
      await closed;
    },
  };
  await relay.open();
  relay.url = `http://127.0.0.1:${String(port)}`;
  return relay;
}
