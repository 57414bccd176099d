import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SeenRequest = {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
};
export type Behaviour = (request: SeenRequest, response: ServerResponse) => void;

/** A server that answers as the test says, in order; the last behaviour stays. It remembers what it was asked. */
export async function startStub(...behaviours: Behaviour[]) {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const behaviour = behaviours[Math.min(seen.length, behaviours.length - 1)];
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      behaviour?.(seen[seen.length - 1] as SeenRequest, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    seen,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers JSON; a string is sent as it is. */
export function answer(
  status: number,
  body?: unknown,
  headers: Record<string, string> = {},
): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Reads the whole request, then cuts the connection: it may have been carried out. */
export const cutConnection: Behaviour = (_request, response) => void response.socket?.destroy();

/** Sends the head of an answer, then cuts the connection in the middle of the body. */
export const cutInBody: Behaviour = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
  response.write('{"id":', () => response.socket?.destroy());
};

/** Never answers. */
export const hang: Behaviour = () => undefined;
