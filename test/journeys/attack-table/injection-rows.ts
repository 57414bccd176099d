import type { BridgeDoors } from './bridge-doors.ts';
import { noticeOf } from '../webhook-calls.ts';
import type { Row } from './row.ts';

/** Text that would mean something else to whoever reads it next. */
export const INJECTED: Row<BridgeDoors>[] = [
  {
    what: 'SOQL in a record id of a nudge',
    attack: (at) => at.nudge(`0065g00000AbCdE' OR Name LIKE '%`),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'SOQL in a record id of an address',
    attack: (at) => at.sync(encodeURIComponent(`${at.dealId}' OR Id != '`)),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'an id of the right length with a quote in it',
    attack: (at) => at.nudge("0065g00000AbC'E"),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'an id with a wrong checksum',
    attack: (at) => at.nudge(`${at.dealId.slice(0, 15)}AAB`),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'an id with a NUL',
    attack: (at) => at.sync(`${at.dealId}%00`),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'OData in the referral of a webhook',
    attack: (at) => at.notify({}, JSON.stringify(noticeOf("x' or 1 eq 1 or '"))),
    status: 400,
    code: 'body-resource-uri',
  },
  {
    what: 'OData in the id of a pair',
    attack: (at) =>
      at.call({
        method: 'POST',
        path: `/v1/operations/pairs/${encodeURIComponent("p' or 'a' eq 'a")}/retry`,
        headers: at.asAdministrator(),
      }),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'SQL in a page mark',
    attack: (at) =>
      at.operations(`/pairs?state=failed&after=${encodeURIComponent("x' OR 1=1 --")}`),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'SQL in a state',
    attack: (at) => at.operations(`/pairs?state=${encodeURIComponent("failed' OR '1'='1")}`),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'a path upwards in an id',
    attack: (at) => at.sync('..%2f..%2foperations%2fhealth'),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'a path upwards in an id, encoded twice',
    attack: (at) => at.sync('%252e%252e%252foperations'),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'a path upwards, written plainly',
    attack: (at) => at.call({ path: '/v1/records/../operations/health', headers: at.asOrg() }),
    status: 404,
    code: 'no-such-route',
  },
  {
    what: 'a path upwards with backslashes',
    attack: (at) => at.call({ path: '/v1/records\\..\\operations\\health', headers: at.asOrg() }),
    status: 404,
    code: 'no-such-route',
  },
  {
    what: 'an encoding that is none',
    attack: (at) => at.sync('%c0%ae%zz'),
    status: 400,
    code: 'malformed-url',
  },
  {
    what: 'a door in other letters',
    attack: (at) => at.operations('/HEALTH', {}),
    status: 404,
    code: 'no-such-route',
  },
  {
    what: 'a door with a second slash',
    attack: (at) => at.call({ path: '/v1//operations/health', headers: {} }),
    status: 404,
    code: 'no-such-route',
  },
  {
    what: 'a prototype in the body',
    attack: (at) => at.changed('{"__proto__":{"more":true},"ids":["x"],"more":false}'),
    status: 400,
    code: 'malformed-json',
  },
  {
    what: 'a constructor in the body',
    attack: (at) =>
      at.changed('{"constructor":{"prototype":{"more":true}},"ids":["x"],"more":false}'),
    status: 400,
    code: 'malformed-json',
  },
  {
    what: 'a good id overruled by a bad one of the same name',
    attack: (at) => at.changed(`{"ids":["${at.dealId}"],"more":false,"ids":["' OR ''='"]}`),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'a list where an object is expected',
    attack: (at) => at.changed('[]'),
    status: 400,
    code: 'invalid-request',
  },
  {
    what: 'a form where JSON is expected',
    attack: (at) => at.changed('ids=x', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    code: 'unsupported-media-type',
  },
  {
    what: 'JSON that calls itself text, as a page may send it unasked',
    attack: (at) => at.changed(at.good(), { 'content-type': 'text/plain' }),
    status: 415,
    code: 'unsupported-media-type',
  },
];
