import type { BridgeDoors } from './bridge-doors.ts';
import { ORG_KEY } from '../rig.ts';
import { bytes, type Row } from './row.ts';

/** The head of a nudge, correct but for these lines. */
export const head = ({ rig }: BridgeDoors, ...lines: string[]): string =>
  [
    'POST /v1/records/changed HTTP/1.1',
    'Host: x',
    `Authorization: Bearer ${ORG_KEY}`,
    `X-Co-Sell-Org: ${rig.org.orgId}`,
    'Content-Type: application/json',
    ...lines,
    '',
    '',
  ].join('\r\n');

/** What an attacker hopes to slip past a proxy in front. */
const HIDDEN = 'GET /v1/operations/health HTTP/1.1\r\nHost: x\r\n\r\n';

/** Requests that two servers in a row would cut differently. Refused, and nothing of what follows is answered. */
export const SMUGGLED: Row<BridgeDoors>[] = [
  {
    what: 'Content-Length and Transfer-Encoding together',
    attack: bytes(
      (at) => `${head(at, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${HIDDEN}`,
    ),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'two different lengths',
    attack: bytes(
      (at) =>
        `${head(at, `Content-Length: ${at.good().length}`, 'Content-Length: 5')}${at.good()}${HIDDEN}`,
    ),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'a length that is no number',
    attack: bytes((at) => `${head(at, 'Content-Length: +45')}${at.good()}`),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'a transfer encoding that only looks like chunked',
    attack: bytes((at) => `${head(at, 'Transfer-Encoding: xchunked')}0\r\n\r\n${HIDDEN}`),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'chunked that is not the last encoding',
    attack: bytes((at) => `${head(at, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n${HIDDEN}`),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'a chunk size with a sign',
    attack: bytes((at) => `${head(at, 'Transfer-Encoding: chunked')}-1\r\nx\r\n0\r\n\r\n`),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'a blank before the colon',
    attack: bytes((at) => `${head(at, 'Content-Length : 4')}{}{}`),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'a folded header',
    attack: bytes((at) => `${head(at, 'X-A: b', ' Content-Length: 4')}{}{}`),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'a bare line feed',
    attack: bytes((at) => head(at, 'Content-Length: 2').replaceAll('\r\n', '\n') + '{}'),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'a NUL in a header',
    attack: bytes((at) => `${head(at, 'X-A: b\0c', 'Content-Length: 2')}{}`),
    status: 400,
    code: 'malformed-request',
  },
  {
    what: 'no host in HTTP/1.1',
    attack: bytes(() => 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'),
    status: 400,
  },
  {
    what: 'HTTP/2 without asking',
    attack: bytes(() => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    status: 400,
    code: 'malformed-request',
  },
];
