import { parseArgs } from 'node:util';

export type Options = { port: number };

export const DEFAULT_PORT = 4190;

export const USAGE = `npm run gallery -- [options]

Shows every state of the card and of the operations page, at desktop and phone width, outside an org.

  --port N   the port on this machine (default ${DEFAULT_PORT}; 0 takes any free one)
  --help     this text`;

export class WrongOption extends Error {}

/** @throws WrongOption a sentence: what was expected, what came */
export function readOptions(args: string[]): Options | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (port === 0 || (port >= 1024 && port <= 65_535)) return { port };
  throw new WrongOption(
    `--port: expected 0 or a number from 1024 to 65535; got ${JSON.stringify(values.port)}.`,
  );
}

function parse(args: string[]) {
  const options = {
    port: { type: 'string', default: String(DEFAULT_PORT) },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (cause) {
    throw new WrongOption(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
