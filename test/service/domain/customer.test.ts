/** The customer that Partner Center keeps, whatever becomes of the account here. */
import { describe, expect, it } from 'vitest';
import { mirrorHeld } from '../../../service/src/domain/mirror.ts';
import type { JsonObject } from '../../../service/src/domain/values.ts';
import { sharedDeal } from './deals.ts';
import { stamped } from './partner-center-side.ts';
import { isQuiet, reconcile, type World } from './world.ts';

const theirs = (world: World) => (world.referral['customerProfile'] as JsonObject)['name'];
const rename = (world: World, name: string) => {
  const customerProfile = { ...(world.referral['customerProfile'] as JsonObject), name };
  world.referral = stamped({ ...world.referral, customerProfile });
};
const called = (world: World, name: string): World => {
  world.record = { ...world.record, fields: { ...world.record.fields, 'Account.Name': name } };
  return world;
};

describe('a deal whose account has another name than its referral', () => {
  it('is in sync, and says both names once in the audit and as long as it is so on the card', () => {
    const world = called(sharedDeal(), 'Fabrikam Holding');
    const first = reconcile(world).audit.filter(({ field }) => field === 'customerName');
    expect(first).toMatchObject([
      {
        ...{ action: 'held', side: 'bridge', reason: 'customer-fixed' },
        ...{ before: theirs(world), after: 'Fabrikam Holding' },
      },
    ]);
    expect(world.held.customerName).toMatchObject({ reason: 'customer-fixed' });
    world.now += 1_000;
    expect(isQuiet(reconcile(world))).toBe(true);
    const { status, message } = mirrorHeld(world.held);
    expect(status).toBe('Synced');
    expect(message).toContain(`Fabrikam Holding / ${String(theirs(world))}`);
    called(world, String(theirs(world)));
    reconcile(world);
    expect(mirrorHeld(world.held)).toEqual({ status: 'Synced', message: null });
  });

  it.each([
    ['in another case', (name: string) => name.toUpperCase()],
    ['with blanks around it', (name: string) => ` ${name} `],
    ['without a name', () => ''],
  ])('%s says nothing', (_how, write) => {
    const world = sharedDeal();
    called(world, write(String(theirs(world))));
    expect(reconcile(world).audit.filter(({ field }) => field === 'customerName')).toEqual([]);
    expect(world.held.customerName).toBeUndefined();
  });

  it('says nothing where the referral names no customer', () => {
    const world = called(sharedDeal(), 'Fabrikam');
    rename(world, ' ');
    reconcile(world);
    expect(world.held.customerName).toBeUndefined();
  });

  it('says nothing once the referral is closed: nothing is going to be sent any more', () => {
    const world = called(sharedDeal(), 'Fabrikam Holding');
    world.referral = stamped({ ...world.referral, status: 'Closed', substatus: 'Lost' });
    reconcile(world);
    expect(world.held.customerName).toBeUndefined();
  });

  it('hides no question', () => {
    const world = called(sharedDeal(), 'Fabrikam');
    rename(world, 'Contoso');
    reconcile(world);
    const held = {
      ...world.held,
      notes: { reason: 'ask' as const, partnerCenter: 'a', salesforce: 'b', since: 'now' },
    };
    expect(mirrorHeld(held).status).toBe('Conflict');
  });
});
