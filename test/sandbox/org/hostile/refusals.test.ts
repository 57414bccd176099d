/** That a save which our package refuses would be seen: its rules, its unique fields, its code. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { copyTree } from '../../../gates/copied-tree.ts';
import { createClock } from '../../kit/clock.ts';
import { orgForEachTest, refusal, START } from '../org-under-test.ts';
import { startOrg } from '../server.ts';
import { HOSTILE_DEAL, HOSTILE_SHARED } from './deals.ts';

const PACKAGE = fileURLToPath(new URL('../../../../force-app/main/default', import.meta.url));

describe('a refusal is told with who refused', () => {
  const held = orgForEachTest({ kind: 'hostile' });
  const anna = () => held.org.as('seller:anna');

  it('a rule of ours, and which fields the save had set', () => {
    const id = anna().create('Opportunity', HOSTILE_SHARED);
    refusal(() => anna().update('Opportunity', id, { Referral_Response__c: 'Decline' }));
    expect(held.org.refusals()).toMatchObject([
      {
        actor: 'seller:anna',
        type: 'Opportunity',
        id,
        by: 'package',
        what: 'rule Opportunity.Co_Sell_Decline_Needs_Reason',
        given: ['Referral_Response__c'],
      },
    ]);
  });

  it('a unique field of ours', () => {
    held.org.switches.actorsBypassing = ['seller:anna'];
    const fields = { ...HOSTILE_DEAL, Referral_Identifier__c: 'ref-1' };
    anna().create('Opportunity', fields);
    refusal(() => anna().create('Opportunity', fields));
    expect(held.org.refusals()).toMatchObject([
      { by: 'package', what: 'field Opportunity.Referral_Identifier__c' },
    ]);
  });
});

/** Mistakes in the package that would stop other people's saves. */
const MISTAKES: [what: string, path: string, from: string, to: string, source: object][] = [
  [
    'an exception that nobody catches',
    'classes/nudge/CoSellNudge.cls',
    'if (news.isEmpty() || !mayEnqueue()) {',
    'Integer none = news.size() / 0; if (news.isEmpty() || !mayEnqueue()) {',
    { by: 'package', what: 'class CoSellNudge' },
  ],
  [
    'a statement in user mode',
    'classes/record/CoSellSolutionTriggerHandler.cls',
    'WITH SYSTEM_MODE',
    'WITH USER_MODE',
    { by: 'package', what: 'class CoSellSolutionTriggerHandler' },
  ],
  [
    'a limit that is used up',
    'classes/nudge/CoSellNudge.cls',
    'List<Id> ids = new List<Id>();',
    'List<Id> ids = new List<Id>(); while (ids.isEmpty()) { Integer n = [SELECT COUNT() FROM Lead WITH SYSTEM_MODE]; }',
    { type: '(transaction)', by: 'package', what: 'class CoSellNudge' },
  ],
];

describe('a mistake of ours that stops a save is seen:', () => {
  it.each(MISTAKES)('%s', async (_what, path, from, to, source) => {
    using tree = copyTree(PACKAGE);
    tree.replace(path, from, to);
    const clock = createClock({ mode: 'manual', start: START });
    const org = await startOrg({ clock, kind: 'hostile', metadataDir: tree.folder });
    try {
      const olga = org.as('seller:olga');
      // The user mode bites only whom nothing was granted, and the nudge only whom it was.
      if (path.includes('Solution')) org.switches.actorsWithoutPermissions = ['seller:olga'];
      expect(() => {
        const id = olga.create('Opportunity', HOSTILE_SHARED);
        olga.create('Microsoft_Solution__c', { Opportunity__c: id, Solution_Id__c: 'SOL-1' });
      }).toThrow();
      expect(org.refusals().at(-1)).toMatchObject(source);
    } finally {
      await org.stop();
      clock.stop();
    }
  });
});
