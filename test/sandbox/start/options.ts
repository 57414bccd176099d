import { parseArgs } from 'node:util';

export type Options = {
  /** The bridge; the org, Partner Center and the page take the three ports after it. 0: any free ports. */
  portBase: number;
  unkind: boolean;
  keep: boolean;
  json: boolean;
};

export const DEFAULT_PORT_BASE = 4100;
const LAST_PORT_BASE = 65_532;

export const USAGE = `npm run sandbox -- [options]

  --port-base N   first of six ports: bridge, Salesforce org, Partner Center, page, Entra, operations
                  (default ${DEFAULT_PORT_BASE}; 0 takes any free ones)
  --unkind        lists that lag, stale answers, lost and doubled webhooks, a customer's validation rule
  --keep          go on with the deals of the last run on these ports, instead of new ones
  --json          one JSON line on the standard output when everything is ready, nothing else
  --help          this text`;

/** @throws WrongOption a sentence: what was expected, what came */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  const portBase = portBaseOf(values['port-base']);
  if (portBase === 0 && values.keep) {
    throw new WrongOption('--keep needs the ports of the last run; got --port-base 0.');
  }
  return {
    portBase,
    unkind: values.unkind,
    keep: values.keep,
    json: values.json,
  };
}

export class WrongOption extends Error {}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        'port-base': { type: 'string', default: String(DEFAULT_PORT_BASE) },
        unkind: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new WrongOption(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function portBaseOf(text: string): number {
  const base = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (base === 0 || (base >= 1024 && base <= LAST_PORT_BASE)) return base;
  throw new WrongOption(
    `--port-base: expected 0 or a number from 1024 to ${LAST_PORT_BASE}, because six ports in a row are used; got ${JSON.stringify(text)}.`,
  );
}
