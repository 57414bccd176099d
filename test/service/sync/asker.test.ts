/** Who asked for something on a record: a trail that cannot be read stops nothing. */
import { expect, it } from 'vitest';
import { askerOf } from '../../../service/src/sync/asker.ts';
import type { Visit } from '../../../service/src/sync/visit.ts';
import { away, refusal } from './rig/faults.ts';
import { dealRecord } from './rig/records.ts';

const visit = (auditActor: (key: string) => Promise<string | null>) =>
  ({ outside: { salesforce: { auditActor } } }) as never as Visit;
const record = dealRecord({}, { token: 'token' });

it('is looked up by the token of the edit and the field', async () => {
  const asked = askerOf(
    visit(async (key) => `who made ${key}`),
    record,
    'Some__c',
  );
  expect(await asked).toBe('who made token:Some__c');
});

it.each([
  ['is away', away],
  ['refuses to tell', refusal],
])('is not known while the org %s', async (_name, faultOf) => {
  const failing = visit(async () => Promise.reject(faultOf('salesforce')));
  expect(await askerOf(failing, record, 'Some__c')).toBeNull();
});

it('is no question that hides what is odd', async () => {
  const odd = visit(async () => Promise.reject(new TypeError('odd')));
  await expect(askerOf(odd, record, 'Some__c')).rejects.toThrow('odd');
});
