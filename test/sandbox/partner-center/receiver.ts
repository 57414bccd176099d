/** For tests: an HTTP endpoint that keeps what it was sent and answers as told. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Notice } from './deliveries.ts';

export type Received = { headers: IncomingHttpHeaders; raw: Buffer; body: Notice };
export type Receiver = {
  url: string;
  received: Received[];
  /** Status of the next answers; `cut` closes the connection. The last one stays. */
  answers: (number | 'cut')[];
  stop(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answers: (number | 'cut')[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const raw = Buffer.concat(parts);
      received.push({ headers: request.headers, raw, body: JSON.parse(raw.toString()) as Notice });
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 202;
      if (answer === 'cut') request.socket.destroy();
      else response.writeHead(answer, { Location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    received,
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
