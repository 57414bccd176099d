/** The pages of orgs that are set up otherwise: several currencies, other users, a world that goes on. */
import { describe, expect, it } from 'vitest';
import { createClock } from '../../kit/clock.ts';
import { DEAL, SHARED, START } from '../org-under-test.ts';
import { startOrg, type StartOptions } from '../server.ts';
import { callUi, lightningForAllTests } from './lightning-under-test.ts';

const held = lightningForAllTests({ features: { multiCurrency: true } });

describe('with several currencies', () => {
  it('money is shown with its own', async () => {
    const anna = await held.signIn('anna');
    const deal = { ...DEAL, Amount: -1234.5, CurrencyIsoCode: 'EUR' };
    const { id } = (await anna.post('records/Opportunity', deal)).body as { id: string };
    expect((await anna.get(`records/${id}?fields=Amount`)).body).toMatchObject({
      fields: { Amount: { value: -1234.5, display: 'EUR -1,234.50' } },
    });
  });
});

describe('an org that goes on where it ended', () => {
  it('has the same users with the same rights, and their deals', async () => {
    const anna = await held.signIn('anna');
    const { body: before } = await anna.get('me');
    const { id } = (await anna.post('records/Opportunity', SHARED)).body as { id: string };
    const saved = held.org.save();
    const { me, mine } = await withOrg(
      { saved, seed: 2, features: { multiCurrency: true } },
      async (url) => {
        const cookie = await signIn(url, 'anna@partner.example');
        const list = await callUi(url, 'GET', 'lists/Opportunity/Co_Sell_My_Deals', { cookie });
        return { me: (await callUi(url, 'GET', 'me', { cookie })).body, mine: list.body };
      },
    );
    expect(me).toEqual(before);
    expect((mine as { rows: { id: string }[] }).rows.map((row) => row.id)).toEqual([id]);
  });
});

describe('users of another table', () => {
  const LEA = {
    actor: 'seller:lea',
    name: 'Lea Larsen',
    role: 'Seller',
    description: 'Sells.',
    profile: 'Standard User',
    permissionSets: ['Co_Sell_Seller'],
  } as const;

  it('are who may sign in', async () => {
    const users = await withOrg({ lightning: { users: [LEA] } }, async (url) => {
      const cookie = await signIn(url, 'lea@partner.example');
      expect((await callUi(url, 'GET', 'me', { cookie })).body).toMatchObject({
        name: 'Lea Larsen',
        customPermissions: [],
      });
      const body = { username: 'anna@partner.example' };
      expect((await callUi(url, 'POST', 'session', { body })).status).toBe(401);
      return (await callUi(url, 'GET', 'users')).body;
    });
    expect(users).toMatchObject([{ username: 'lea@partner.example', name: 'Lea Larsen' }]);
  });

  it('with a permission set that there is not stop the start', async () => {
    const users = [{ ...LEA, permissionSets: ['Co_Sell_Sellers'] }];
    await expect(withOrg({ lightning: { users } }, async () => undefined)).rejects.toThrow(
      'seller:lea: there is no permission set Co_Sell_Sellers',
    );
  });
});

describe('an org without pages', () => {
  it('has none, not even for its administrator', async () => {
    const accessToken = 'the-token-of-the-administrator';
    const status = await withOrg({ lightning: undefined, accessToken }, async (url) => {
      const headers = { Authorization: `Bearer ${accessToken}` };
      return (await fetch(`${url}/lightning/api/users`, { headers })).status;
    });
    expect(status).toBe(404);
  });
});

type Other = Omit<Partial<StartOptions>, 'lightning'> & {
  lightning?: StartOptions['lightning'] | undefined;
};

async function withOrg<T>(options: Other, work: (url: string) => Promise<T>): Promise<T> {
  const clock = createClock({ mode: 'manual', start: START });
  const { lightning = 'lightning' in options ? undefined : {}, ...rest } = options;
  try {
    const org = await startOrg({ clock, ...rest, ...(lightning ? { lightning } : {}) });
    try {
      return await work(org.url);
    } finally {
      await org.stop();
    }
  } finally {
    clock.stop();
  }
}

async function signIn(url: string, username: string): Promise<string> {
  const { headers } = await callUi(url, 'POST', 'session', { body: { username } });
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
