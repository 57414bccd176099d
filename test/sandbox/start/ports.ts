import { once } from 'node:events';
import { createServer } from 'node:net';

export type Ports = { bridge: number; org: number; partnerCenter: number; page: number };

const NAMES = {
  bridge: 'the bridge',
  org: 'the Salesforce org',
  partnerCenter: 'Partner Center',
  page: 'the page',
} as const satisfies Record<keyof Ports, string>;

export class PortTaken extends Error {}

/** Four ports from the base on, or any free ones for base 0. @throws PortTaken naming the port */
export async function choosePorts(base: number): Promise<Ports> {
  const wanted = Object.keys(NAMES).map((_, index) => (base === 0 ? 0 : base + index));
  const probes = [];
  try {
    for (const port of wanted) probes.push(await listenOn(port, base));
    const [bridge = 0, org = 0, partnerCenter = 0, page = 0] = probes.map(({ port }) => port);
    return { bridge, org, partnerCenter, page };
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
  return `Port ${port}, meant for ${who}, ${why}. Stop that program, or choose four other ports: npm run sandbox -- --port-base ${other}`;
}
