/**
 * More ports of one simulator: each caller gets a door of its own, so that a fault knows who called. Behind every
 * door is the same simulator; whatever it says about its own address names the door, as a proxy would.
 */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

export type Door = { url: string; port: number };
export type House = { address(): string | undefined; openDoor(): Promise<Door> };

/** As generous as the most generous simulator: what a long query needs is not a matter of doors. */
const MAX_HEADER_SIZE = 64 * 1024;

/** To be called before the simulator listens; doors are opened after that. */
export function installDoors(app: FastifyInstance): House {
  const servers: Server[] = [];
  app.addHook('onSend', async (request, _reply, payload) => {
    const door = request.socket.localPort;
    const main = portOf(app.server);
    if (main === undefined || door === undefined || door === main) return payload;
    if (typeof payload !== 'string') return payload;
    return payload.replaceAll(addressOf(main), addressOf(door));
  });
  app.addHook('onClose', async () => {
    await Promise.all(servers.map(closeServer));
  });
  return {
    address() {
      const port = portOf(app.server);
      return port === undefined ? undefined : addressOf(port);
    },
    async openDoor() {
      const server = createServer({ maxHeaderSize: MAX_HEADER_SIZE }, app.routing);
      servers.push(server.listen(0, '127.0.0.1'));
      await once(server, 'listening');
      const port = portOf(server) ?? 0;
      return { url: addressOf(port), port };
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

/** Undefined while it does not listen. */
function portOf(server: { address(): AddressInfo | string | null }): number | undefined {
  const address = server.address();
  return address === null || typeof address === 'string' ? undefined : address.port;
}

const addressOf = (port: number): string => `http://127.0.0.1:${port}`;
