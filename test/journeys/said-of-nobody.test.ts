/** A bridge at its most talkative goes through success and every kind of trouble; the log scanner reads along. */
import { afterEach, expect, it, vi } from 'vitest';
import { HELP, makeDeal, referralOf, SELLER } from './deals.ts';
import { startRig, type Rig } from './rig.ts';

const TROUBLE = ['"msg":"pair fault"', '"msg":"host fault"', '"code":"unknown-key"'];

let rig: Rig | undefined;
afterEach(() => rig?.stop());

it('says nothing of anybody, whatever happens to their deals', async () => {
  const started = (rig = await startRig({
    org: 'hostile',
    settings: { LOG_LEVEL: 'trace' },
  }));
  const { org, partnerCenter, url } = started;
  const notes = { Co_Sell_Notes__c: 'Call Ms Fjordstrand about the merger' };
  const shared = makeDeal(org, {
    contact: true,
    fields: { ...notes, How_can_Microsoft_help__c: HELP },
  });
  makeDeal(org, { contact: true, solutions: [] });
  partnerCenter.createInbound({
    customerProfile: { name: 'Tailspin Håkansson' },
    details: { notes: 'Ask for Mr Quillfeather.' },
  });
  await started.quiet();

  // A rule of the customer's refuses this, and its sentence quotes nothing but could.
  partnerCenter.asPartnerPortal(referralOf(started, shared).id, { dealValue: 3_000_000 });
  partnerCenter.faults.add({
    method: 'PATCH',
    do: 'status',
    status: 400,
    body: { error: { code: 'x', message: 'Ms Fjordstrand' } },
  });
  org.as(SELLER).update('Opportunity', shared, { Name: 'Project Nightingale' });
  org.switches.poisonedRecords = [shared];
  partnerCenter.faults.add({ do: 'status', status: 500, body: { message: 'Ms Fjordstrand' } });
  org.faults.add({ do: 'commit-then-drop' });
  await fetch(`${url}/v1/records/changed`, {
    method: 'POST',
    headers: { authorization: 'Bearer wrong-key-0123456789', 'x-correlation-id': 'Ms Fjordstrand' },
    body: JSON.stringify({ ids: ['anna@customer.example'] }),
  });
  await fetch(`${url}/v1/records/Fjordstrand?name=Fjordstrand`);
  const said = () => started.bridge.log().join('\n');
  await vi.waitUntil(() => TROUBLE.every((words) => said().includes(words)), { timeout: 60_000 });
  expect(said()).not.toMatch(/Fjordstrand|Quillfeather|Nightingale|Håkansson/);
});
