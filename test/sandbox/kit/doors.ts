/**
 * More ports of one simulator: each caller gets a door of its own, so that a fault knows who called. Behind every
 * door is the same simulator; whatever it says about its own address names the door, as a proxy would.
 */
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

export type Door = { url: string; port: number };

/** As generous as the most generous simulator: what a long query needs is not a matter of doors. */
const MAX_HEADER_SIZE = 64 * 1024;

/** To be called before the simulator listens; the function it returns, after that. */
export function installDoors(app: FastifyInstance): () => Promise<Door> {
  const servers: Server[] = [];
  app.addHook('onSend', async (request, _reply, payload) => {
    const door = request.socket.localPort;
    const main = portOf(app.server);
    if (door === main || typeof payload !== 'string') return payload;
    return payload.replaceAll(addressOf(main), addressOf(door ?? main));
  });
  app.addHook('onClose', async () => {
    await Promise.all(servers.map(closeServer));
  });
  return async () => {
    const server = createServer({ maxHeaderSize: MAX_HEADER_SIZE }, app.routing);
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const port = portOf(server);
    return { url: addressOf(port), port };
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

const portOf = (server: { address(): AddressInfo | string | null }): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return address.port;
};

const addressOf = (port: number): string => `http://127.0.0.1:${port}`;
