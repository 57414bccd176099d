/** The customer's people and ours are sets: whoever is added joins, and nobody is taken away who was not sent by us. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mirrorHeld } from '../../../service/src/domain/mirror.ts';
import { peopleFields, readMembers, writeMembers } from '../../../service/src/domain/people.ts';
import type { Json, JsonObject, Member } from '../../../service/src/domain/values.ts';
import { opportunity, sharedDeal } from './deals.ts';
import { referralFixture } from './fixtures.ts';
import { orgProfile } from './org.ts';
import { put, stamped } from './partner-center-side.ts';
import { runs } from './runs.ts';
import { isQuiet, planNow, reconcile, saveRecord, type World } from './world.ts';

type Kind = 'contacts' | 'team';
const PATHS = { contacts: ['customerProfile', 'team'], team: ['team'] } as const;
const person = (email: string, some: Partial<Member> = {}): Member => ({
  firstName: 'Nina',
  lastName: 'Holt',
  phoneNumber: '+49 1',
  email,
  ...some,
});
const OURS = person('ann@us.example');
const NEW = person('new@both.example');

/** Team on; the lists begin as given, on both sides and in the base. */
function dealWith(kind: Kind, members: { salesforce?: Member[]; partnerCenter?: Json[] }): World {
  const referral = referralFixture();
  put(referral, [...PATHS[kind]], members.partnerCenter ?? []);
  return sharedDeal({
    profile: orgProfile({ team: true, contacts: true }),
    record: { ...opportunity(), team: [], contacts: [], [kind]: members.salesforce ?? [] },
    referral,
  });
}

const onRecord = (world: World, kind: Kind): Member[] => world.record[kind] ?? [];
function setOnRecord(world: World, kind: Kind, members: Member[]): void {
  world.record = { ...world.record, [kind]: members, version: `${world.record.version}+` };
}
function listed(world: World, kind: Kind): JsonObject[] {
  const list = PATHS[kind].reduce((at: JsonObject, key) => at[key] as JsonObject, world.referral);
  return list as unknown as JsonObject[];
}
function setListed(world: World, kind: Kind, members: Json[]): void {
  put(world.referral, [...PATHS[kind]], members);
  world.referral = stamped(world.referral);
}
const emails = (members: { email?: Json }[]) => members.map(({ email }) => email);

describe('a list', () => {
  const known = person('a@x.example');

  it('shows who has an address, each once, whatever the letters and the blanks around it', () => {
    const [spelt, nobody] = [person(' A@X.example '), person(' ')];
    expect(peopleFields('team', [person(''), nobody, { ...known, email: null }, known])).toEqual({
      'team:a@x.example': known,
    });
    expect(peopleFields('contacts', [spelt, known])).toEqual({ 'contacts:a@x.example': spelt });
  });

  it('is read past whatever is nobody in it', () => {
    const blank = { firstName: null, lastName: null, phoneNumber: null, email: null };
    expect(readMembers([null, 'free text', { ...known }, { email: 3 }])).toEqual([known, blank]);
    for (const none of [undefined, null, 'free text', { ...known }])
      expect(readMembers(none)).toEqual([]);
  });

  it('is written without those who go, and with everything else as it was', () => {
    const there: Json[] = [{ email: ' A@x.example ' }, null, 'free text', { email: null }];
    const change = { gone: new Set(['a@x.example']), come: [person('b@x.example')] };
    const came = { ...person('b@x.example') };
    expect(writeMembers(there, change)).toEqual([null, 'free text', { email: null }, came]);
    expect(writeMembers(undefined, change)).toEqual([came]);
  });
});

describe.each(['contacts', 'team'] as const)('%s', (kind) => {
  it('added in Salesforce are sent once, after whoever is there, who stays verbatim', () => {
    const kept = { email: 'kept@there.example', lastName: 'Kept', title: 'CIO', odd: { of: 1 } };
    const nameless = { lastName: 'No address' };
    const world = dealWith(kind, { partnerCenter: [kept, nameless] });
    setOnRecord(world, kind, [NEW]);
    reconcile(world);
    expect(listed(world, kind)).toEqual([kept, nameless, { ...NEW }]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('are the same person whatever the letters of the address', () => {
    const world = dealWith(kind, { partnerCenter: [person('Nina.Holt@Us.Example')] });
    setOnRecord(world, kind, [person('nina.holt@us.example', { firstName: 'N.' })]);
    expect(reconcile(world)).toMatchObject({ operations: [], set: {} });
  });

  it('incomplete ones stay out with a sentence, and go once they are complete', () => {
    const world = dealWith(kind, {});
    setOnRecord(world, kind, [person(NEW.email ?? '', { phoneNumber: null })]);
    reconcile(world);
    expect(listed(world, kind)).toEqual([]);
    expect(mirrorHeld(world.held)).toMatchObject({ status: 'Synced' });
    expect(mirrorHeld(world.held).message).toContain('new@both.example');
    setOnRecord(world, kind, [NEW]);
    reconcile(world);
    expect(emails(listed(world, kind))).toEqual([NEW.email]);
    expect(mirrorHeld(world.held).message).toBeNull();
  });

  it('over fifty are left out with a sentence', () => {
    const there = Array.from({ length: 49 }, (_, i) => person(`p${String(i)}@there.example`));
    const world = dealWith(kind, { partnerCenter: there, salesforce: there });
    setOnRecord(world, kind, [...there, NEW, person('one@more.example')]);
    reconcile(world);
    expect(listed(world, kind)).toHaveLength(50);
    expect(mirrorHeld(world.held).message).toContain('one@more.example');
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('are counted without what else is sent', () => {
    const there = Array.from({ length: 49 }, (_, i) => person(`p${String(i)}@there.example`));
    const world = dealWith(kind, { partnerCenter: there, salesforce: there });
    saveRecord(world, { set: { Amount: 61_000 } });
    setOnRecord(world, kind, [...there, NEW]);
    expect(reconcile(world).audit).toEqual([]);
    expect(listed(world, kind)).toHaveLength(50);
  });

  it('whom Salesforce adds as they leave Partner Center come back', () => {
    const world = dealWith(kind, { partnerCenter: [OURS], salesforce: [OURS] });
    if (kind === 'team') setListed(world, kind, [OURS, NEW]);
    else setOnRecord(world, kind, [OURS, NEW]);
    reconcile(world);
    setOnRecord(world, kind, [OURS]);
    reconcile(world);
    setListed(world, kind, [OURS]);
    setOnRecord(world, kind, [OURS, NEW]);
    reconcile(world);
    expect(emails(listed(world, kind))).toEqual([OURS.email, NEW.email]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('taken away at Partner Center stay in Salesforce and are not sent again', () => {
    const world = dealWith(kind, { partnerCenter: [OURS, NEW], salesforce: [OURS, NEW] });
    setListed(world, kind, [OURS]);
    expect(reconcile(world)).toMatchObject({ operations: [], set: {}, audit: [] });
    expect(emails(onRecord(world, kind))).toEqual([OURS.email, NEW.email]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('are left alone where the switch is off, and where Partner Center shows no list', () => {
    const off = dealWith(kind, {});
    off.profile = orgProfile({ [kind]: false });
    setOnRecord(off, kind, [NEW]);
    expect(isQuiet(reconcile(off))).toBe(true);
    const silent = dealWith(kind, { partnerCenter: [OURS, NEW], salesforce: [OURS, NEW] });
    setListed(silent, kind, null as unknown as Json[]);
    setOnRecord(silent, kind, [OURS]);
    expect(isQuiet(reconcile(silent))).toBe(true);
    const switchedOff = dealWith(kind, { partnerCenter: [OURS, NEW], salesforce: [OURS, NEW] });
    switchedOff.profile = orgProfile({ team: true, contacts: true, [kind]: false });
    setListed(switchedOff, kind, [OURS, NEW, person('more@there.example')]);
    const base = structuredClone(switchedOff.base);
    expect(isQuiet(reconcile(switchedOff))).toBe(true);
    expect([switchedOff.held, switchedOff.base]).toEqual([{}, base]);
  });

  it('are sent no more on a deal that is over', () => {
    const world = dealWith(kind, {});
    world.referral = stamped({ ...world.referral, status: 'Closed', substatus: 'Won' });
    setOnRecord(world, kind, [NEW]);
    reconcile(world);
    expect(listed(world, kind)).toEqual([]);
  });
});

describe('contacts', () => {
  it('added at Partner Center get a role, and an unnamed one stays out with a sentence', () => {
    const world = dealWith('contacts', {});
    setListed(world, 'contacts', [NEW, { email: 'noname@there.example' }]);
    reconcile(world);
    expect(onRecord(world, 'contacts')).toEqual([NEW]);
    expect(mirrorHeld(world.held).message).toContain('noname@there.example');
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('that Partner Center takes back as they leave the deal in Salesforce stay there', () => {
    const world = dealWith('contacts', { partnerCenter: [OURS, NEW], salesforce: [OURS, NEW] });
    setListed(world, 'contacts', [OURS]);
    reconcile(world);
    setListed(world, 'contacts', [OURS, NEW]);
    setOnRecord(world, 'contacts', [OURS]);
    expect(isQuiet(reconcile(world))).toBe(true);
    expect(emails(listed(world, 'contacts'))).toEqual([OURS.email, NEW.email]);
  });

  it('taken off the deal in Salesforce stay at Partner Center and do not come back', () => {
    const world = dealWith('contacts', { partnerCenter: [OURS, NEW], salesforce: [OURS, NEW] });
    setOnRecord(world, 'contacts', [OURS]);
    expect(isQuiet(reconcile(world))).toBe(true);
    expect(emails(listed(world, 'contacts'))).toEqual([OURS.email, NEW.email]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });
});

describe('the team', () => {
  it('taken away in Salesforce loses a member whom we sent', () => {
    const world = dealWith('team', { partnerCenter: [OURS] });
    world.record.fields['Owner.Email'] = OURS.email;
    setOnRecord(world, 'team', [NEW]);
    reconcile(world);
    setOnRecord(world, 'team', []);
    reconcile(world);
    expect(listed(world, 'team')).toEqual([OURS]);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('taken away in Salesforce keeps a member whom Partner Center had by itself', () => {
    const world = dealWith('team', { partnerCenter: [OURS, NEW] });
    setOnRecord(world, 'team', [NEW]);
    reconcile(world);
    reconcile(world);
    setOnRecord(world, 'team', []);
    expect(isQuiet(reconcile(world))).toBe(true);
    expect(emails(listed(world, 'team'))).toEqual([OURS.email, NEW.email]);
  });

  it('loses a member whatever else is cleared with it', () => {
    const world = dealWith('team', { partnerCenter: [OURS, NEW], salesforce: [OURS, NEW] });
    saveRecord(world, { set: { Co_Sell_Notes__c: null } });
    setOnRecord(world, 'team', [OURS]);
    reconcile(world);
    expect(listed(world, 'team')).toEqual([OURS]);
  });

  it('has room for somebody else where one goes', () => {
    const there = Array.from({ length: 49 }, (_, i) => person(`p${String(i)}@there.example`));
    const world = dealWith('team', { partnerCenter: there, salesforce: there });
    setOnRecord(world, 'team', [...there.slice(1), NEW]);
    expect(reconcile(world).audit).toEqual([]);
    expect(listed(world, 'team')).toEqual([...there.slice(1), NEW]);
  });

  it('never loses its last member, nor the owner of the deal', () => {
    const alone = dealWith('team', { partnerCenter: [NEW], salesforce: [NEW] });
    setOnRecord(alone, 'team', []);
    const owner = dealWith('team', { partnerCenter: [OURS, NEW], salesforce: [NEW] });
    owner.record.fields['Owner.Email'] = ' New@both.example ';
    setOnRecord(owner, 'team', []);
    for (const world of [alone, owner]) {
      expect(isQuiet(reconcile(world))).toBe(true);
      expect(emails(listed(world, 'team'))).toContain(NEW.email);
    }
  });

  it('keeps one member where all whom we sent are taken away at once', () => {
    const both = [NEW, person('other@both.example')];
    const world = dealWith('team', { partnerCenter: both, salesforce: both });
    setOnRecord(world, 'team', []);
    reconcile(world);
    expect(listed(world, 'team')).toHaveLength(1);
    expect(isQuiet(reconcile(world))).toBe(true);
  });

  it('of an org without opportunity teams loses nobody', () => {
    const world = dealWith('team', { partnerCenter: [OURS, NEW], salesforce: [OURS, NEW] });
    const { team: _none, ...record } = world.record;
    world.record = record;
    expect(isQuiet(reconcile(world))).toBe(true);
    expect(emails(listed(world, 'team'))).toEqual([OURS.email, NEW.email]);
  });

  it('of Partner Center joins no Salesforce team', () => {
    const world = dealWith('team', {});
    setListed(world, 'team', [NEW]);
    expect(planNow(world).toSalesforce).toEqual(new Map());
    expect(reconcile(world)).toMatchObject({ operations: [], set: {}, audit: [] });
    expect(onRecord(world, 'team')).toEqual([]);
  });
});

const ADDRESSES = ['a@x.example', 'B@x.example', 'c@x.example', 'd@x.example'];
const edit = fc.record({
  kind: fc.constantFrom<Kind>('contacts', 'team'),
  side: fc.constantFrom('salesforce', 'partnerCenter'),
  email: fc.constantFrom(...ADDRESSES),
  isAdded: fc.boolean(),
  isComplete: fc.boolean(),
  visits: fc.boolean(),
});

describe('whatever people do', () => {
  const start = () => {
    const world = dealWith('team', { partnerCenter: [OURS] });
    setListed(world, 'contacts', []);
    world.base = null;
    reconcile(world);
    return world;
  };

  it('the next look is quiet, and nobody leaves a Salesforce record or another’s place at Partner Center', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), (edits) => {
        const world = start();
        const typedThere: Record<Kind, Set<string>> = { contacts: new Set(), team: new Set() };
        for (const step of edits) {
          const before = carriedOut(world, step, typedThere[step.kind]);
          if (!step.visits) continue;
          reconcile(world);
          for (const kind of ['contacts', 'team'] as const) {
            expect(emails(onRecord(world, kind))).toEqual(expect.arrayContaining(before[kind]));
            const there = keys(listed(world, kind));
            expect(there).toEqual(expect.arrayContaining([...typedThere[kind]]));
            expect(new Set(there).size).toBe(there.length);
          }
          expect(isQuiet(reconcile(world))).toBe(true);
        }
      }),
      runs(400),
    );
  });

  it('a person added once is on both sides afterwards, as far as the rules let them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(edit, { selector: ({ email }) => email }), (edits) => {
        const world = start();
        for (const step of edits) carriedOut(world, { ...step, isAdded: true }, new Set());
        reconcile(world);
        for (const { kind, side, email, isComplete } of edits) {
          const goes = side === 'salesforce' ? isComplete : kind === 'contacts';
          if (!goes) continue;
          expect(keys(listed(world, kind))).toContain(email.toLowerCase());
          expect(keys(onRecord(world, kind))).toContain(email.toLowerCase());
        }
      }),
      runs(200),
    );
  });
});

const keys = (members: { email?: Json }[]) =>
  members.map(({ email }) => String(email).toLowerCase());

/** Carries an edit out; what the record showed afterwards, and in `typedThere` whom Partner Center's people put there. */
function carriedOut(
  world: World,
  step: { kind: Kind; side: string; email: string; isAdded: boolean; isComplete: boolean },
  typedThere: Set<string>,
): Record<Kind, Json[]> {
  const { kind, side, email, isAdded, isComplete } = step;
  const key = email.toLowerCase();
  const one = person(email, isComplete ? {} : { phoneNumber: null });
  const others = <T extends Member | JsonObject>(members: T[]) =>
    members.filter((member) => String(member['email']).toLowerCase() !== key);
  if (side === 'salesforce') {
    const now = others(onRecord(world, kind));
    setOnRecord(world, kind, isAdded ? [...now, one] : now);
  } else {
    const has = keys(listed(world, kind)).includes(key);
    if (isAdded && !has) typedThere.add(key);
    if (!isAdded) typedThere.delete(key);
    const now = listed(world, kind);
    if (isAdded !== has) setListed(world, kind, isAdded ? [...now, one] : others(now));
  }
  const shown = (of: Kind) => onRecord(world, of).map((member) => member.email);
  return { contacts: shown('contacts'), team: shown('team') };
}
