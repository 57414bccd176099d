/** Bytes as an attacker writes them, and everything the server says to them. No client library in between. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export type Said = { status: number; headers: Record<string, string>; body: string };

/** The first answer, and how many there were. Status 0: hung up without a word. */
export type Heard = Said & { answers: number };

export type Plain = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

/** Sends bytes as they are, keeps the sending side open, and listens until the server hangs up. */
export async function sendBytes(port: number, bytes: string | Buffer): Promise<Heard> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that has heard enough resets the connection; what it said before is what counts.
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return parse(Buffer.concat(chunks).toString('latin1'));
}

/** One well-formed request on a connection of its own. */
export function call(port: number, { method = 'GET', path, headers = {}, body }: Plain) {
  const content = Buffer.from(body ?? '');
  const head = {
    host: '127.0.0.1',
    ...headers,
    ...(body === undefined && method === 'GET' ? {} : { 'content-length': String(content.length) }),
    connection: 'close',
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  const text = `${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`;
  return sendBytes(port, Buffer.concat([Buffer.from(text, 'latin1'), content]));
}

function parse(text: string): Heard {
  const answers = text.match(/^HTTP\/1\.1 \d{3}/gm)?.length ?? 0;
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = (end < 0 ? text : text.slice(0, end)).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.split(':', 1)[0]?.toLowerCase() ?? '',
      line.replace(/^[^:]*: */, ''),
    ]),
  );
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    body: end < 0 ? '' : text.slice(end + 4),
    answers,
  };
}

export type Canary = { port: number; visits(): number; stop(): Promise<void> };

/** An address of this machine that nobody may be made to call; it counts who does. */
export async function startCanary(): Promise<Canary> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  server.listen(0, '::');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the canary has no port');
  return {
    port: address.port,
    visits: () => visits,
    async stop() {
      server.close();
      await once(server, 'close');
    },
  };
}
