import { gzipSync } from 'node:zlib';
import type { BridgeDoors } from './bridge-doors.ts';
import type { Row } from './row.ts';

export const OVERSIZE: Row<BridgeDoors>[] = [
  {
    what: 'a body over the limit',
    attack: (at) =>
      at.changed(JSON.stringify({ ids: [at.dealId], more: false, x: 'x'.repeat(17_000) })),
    status: 413,
    code: 'body-too-large',
  },
  {
    what: 'a webhook over the limit',
    attack: (at) => at.notify({}, 'x'.repeat(66_000)),
    status: 413,
    code: 'body-too-large',
  },
  {
    what: 'headers without end',
    attack: (at) =>
      at.operations('/health', { ...at.asAdministrator(), 'x-long': 'x'.repeat(40_000) }),
    status: 431,
    code: 'headers-too-large',
  },
  {
    what: 'an address without end',
    attack: (at) => at.operations(`/health?${'x'.repeat(40_000)}`),
    status: 431,
    code: 'headers-too-large',
  },
  {
    what: 'an id of a thousand characters',
    attack: (at) => at.sync('0'.repeat(1_000)),
    status: 400,
    code: 'malformed-url',
  },
  {
    what: '201 ids',
    attack: (at) => at.changed(JSON.stringify({ ids: Array(201).fill(at.dealId), more: false })),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'a compressed body',
    attack: (at) => at.changed(gzipSync('{"ids":[],"more":false}'), { 'content-encoding': 'gzip' }),
    status: 400,
    code: 'malformed-json',
  },
  {
    what: 'eight thousand brackets',
    attack: (at) => at.changed('['.repeat(8_000)),
    status: 400,
    code: 'malformed-json',
  },
];
