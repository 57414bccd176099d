import { once } from 'node:events';
import { createServer } from 'node:net';

export type Ports = Record<keyof typeof NAMES, number>;

const NAMES = {
  bridge: 'the bridge',
  org: 'the Salesforce org',
  partnerCenter: 'Partner Center',
  page: 'the page',
  entra: 'Entra',
  operations: "the bridge's operations port",
} as const;

export class PortTaken extends Error {}

/** Six ports from the base on, or any free ones for base 0. @throws PortTaken naming the port */
export async function choosePorts(base: number): Promise<Ports> {
  const wanted = Object.keys(NAMES).map((_, index) => (base === 0 ? 0 : base + index));
  const probes = [];
  try {
    for (const port of wanted) probes.push(await listenOn(port, base));
    const ports = probes.map(({ port }) => port);
    return Object.fromEntries(
      Object.keys(NAMES).map((name, index) => [name, ports[index] ?? 0]),
    ) as Ports;
  } finally {
    await Promise.all(probes.map(({ close }) => close()));
  }
}

async function listenOn(port: number, base: number) {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (cause) {
    throw new PortTaken(sentence(port, base, cause), { cause });
  }
  const address = server.address();
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: typeof address === 'object' && address ? address.port : port, close };
}

function sentence(port: number, base: number, cause: unknown): string {
  const who = Object.values(NAMES)[port - base] ?? 'the sandbox';
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${code})`;
  const other = base > 60_000 ? base - 1_000 : base + 100;
  return `Port ${port}, meant for ${who}, ${why}. Stop that program, or choose other ports: npm run sandbox -- --port-base ${other}`;
}
