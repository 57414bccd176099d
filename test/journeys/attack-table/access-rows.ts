import type { BridgeDoors } from './bridge-doors.ts';
import { OPERATIONS_KEY, ORG_KEY } from '../rig.ts';
import type { Row } from './row.ts';

/** Keys at doors that are not theirs. */
export const WRONG_SCOPE: Row<BridgeDoors>[] = [
  {
    what: "the operations key at the org's door",
    attack: (at) =>
      at.call({
        method: 'POST',
        path: `/v1/records/${at.dealId}/sync`,
        headers: { ...at.asOrg(), ...at.asAdministrator() },
      }),
    status: 403,
    code: 'wrong-scope',
  },
  {
    what: "the org's key at the operations door",
    attack: (at) => at.operations('/health', at.asOrg()),
    status: 403,
    code: 'wrong-scope',
  },
  {
    what: "the org's key instead of a webhook's signature",
    attack: (at) => at.notify({ Authorization: `Bearer ${ORG_KEY}` }),
    status: 401,
    code: 'signature-scheme',
  },
  {
    what: "a webhook's signature at the org's door",
    attack: async (at) =>
      at.changed('{}', {
        authorization: (await at.rig.partnerCenter.signNotification('{}'))['Authorization'] ?? '',
      }),
    status: 401,
    code: 'unknown-key',
  },
  {
    what: 'a key in the address instead of the header',
    attack: (at) => at.operations(`/health?key=${OPERATIONS_KEY}`, {}),
    status: 401,
    code: 'no-key',
  },
  {
    what: 'a key as the user of Basic',
    attack: (at) =>
      at.operations('/health', {
        authorization: `Basic ${Buffer.from(`${OPERATIONS_KEY}:`).toString('base64')}`,
      }),
    status: 401,
    code: 'unknown-key',
  },
  {
    what: 'the right key with the last character cut off',
    attack: (at) =>
      at.operations('/health', { authorization: `Bearer ${OPERATIONS_KEY.slice(0, -1)}` }),
    status: 401,
    code: 'unknown-key',
  },
  {
    what: "another org with our org's key",
    attack: (at) =>
      at.changed('{"ids":[],"more":false}', { 'x-co-sell-org': '00D000000000001AAA' }),
    status: 403,
    code: 'other-org',
  },
];
