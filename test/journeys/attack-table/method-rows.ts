import type { BridgeDoors } from './bridge-doors.ts';
import { bytes, type Row } from './row.ts';

export const METHODS: Row<BridgeDoors>[] = [
  {
    what: 'GET where something would change',
    attack: (at) => at.operations('/pairs/retry'),
    status: 405,
    code: 'method-not-allowed',
  },
  {
    what: 'PUT on a door of POST',
    attack: (at) =>
      at.call({ method: 'PUT', path: '/v1/records/changed', headers: at.asOrg(), body: '{}' }),
    status: 405,
    code: 'method-not-allowed',
  },
  {
    what: 'a method written over another',
    attack: (at) =>
      at.operations('/pairs/retry', { ...at.asAdministrator(), 'x-http-method-override': 'POST' }),
    status: 405,
    code: 'method-not-allowed',
  },
  {
    what: 'OPTIONS, as a page of another site would ask',
    attack: (at) =>
      at.call({
        method: 'OPTIONS',
        path: '/v1/operations/health',
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'GET' },
      }),
    status: 405,
    code: 'method-not-allowed',
  },
  {
    what: 'TRACE',
    attack: (at) => at.call({ method: 'TRACE', path: '/healthz' }),
    status: 405,
    code: 'method-not-allowed',
  },
  {
    what: 'CONNECT',
    attack: bytes((at) => `CONNECT 127.0.0.1:${at.canary.port} HTTP/1.1\r\nHost: x\r\n\r\n`),
    status: 0,
  },
  {
    what: 'another site as the address',
    attack: bytes(
      (at) =>
        `GET http://127.0.0.1:${at.canary.port}/v1/operations/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ),
    status: 401,
    code: 'no-key',
  },
  {
    what: 'HEAD without a key',
    attack: (at) => at.call({ method: 'HEAD', path: '/v1/operations/health' }),
    status: 401,
  },
  {
    what: 'HTTP/1.0 without a host and without a key',
    attack: bytes(() => 'GET /v1/operations/health HTTP/1.0\r\n\r\n'),
    status: 401,
    code: 'no-key',
  },
];
