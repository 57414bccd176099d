import { describe, expect, it } from 'vitest';
import { isInboundReferral, kindOfReferral } from '../../../service/src/domain/kinds.ts';
import type { ReferralDocument } from '../../../service/src/domain/values.ts';

const US = 'b1000000-0000-4000-8000-000000000001';
const PARTNER = 'b2000000-0000-4000-8000-000000000002';

const referral = (type: string, qualification: string, organizationId: string | null) =>
  ({
    type,
    qualification,
    direction: 'Incoming',
    inviteContext: { invitedBy: { organizationId } },
  }) as unknown as ReferralDocument;

/** The table of the contract (4.1), row by row, and what it does not have. */
describe('the kind of a referral', () => {
  it.each([
    ['Independent', 'Direct', 'msft', 'marketplace-lead'],
    ['Independent', 'Direct', null, 'marketplace-lead'],
    ['Independent', 'SalesQualified', 'msft', 'qualified-lead'],
    ['Independent', 'SalesQualified', 'MSFT', 'qualified-lead'],
    ['Independent', 'MarketingQualified', 'msft', 'qualified-lead'],
    ['Independent', 'SalesQualified', US, 'co-sell'],
    ['Independent', 'None', US.toUpperCase(), 'co-sell'],
    ['Independent', 'SalesQualified', PARTNER, 'co-sell'],
    ['Independent', 'None', PARTNER, 'co-sell'],
    ['Shared', 'SalesQualified', 'msft', 'co-sell'],
    ['Shared', 'None', PARTNER, 'co-sell'],
    ['Independent', 'MarketingQualified', PARTNER, undefined],
    ['Independent', 'None', 'msft', undefined],
    ['Independent', 'SalesQualified', null, undefined],
  ])('%s, %s, invited by %s: %s', (type, qualification, inviter, kind) => {
    expect(kindOfReferral(referral(type, qualification, inviter), US)).toBe(kind);
  });

  it('is ours where nobody is named and it went out', () => {
    const outgoing = { ...referral('Independent', 'SalesQualified', null), direction: 'Outgoing' };
    expect(kindOfReferral(outgoing, US)).toBe('co-sell');
    expect(isInboundReferral(outgoing, US)).toBe(false);
    expect(isInboundReferral(referral('Shared', 'None', null), US)).toBe(true);
  });
});
