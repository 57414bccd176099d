/** The stage map: value mapping rows of the status before the settings. */
import { describe, expect, it } from 'vitest';
import { stageFor, stageProblem, stageStatus } from '../../../service/src/domain/stages.ts';
import type { ValueRow } from '../../../service/src/domain/org.ts';
import type { DealStatus } from '../../../service/src/domain/values.ts';
import { orgProfile, valueRow } from './org.ts';

const INWARD = { direction: 'To Salesforce' };
const mapped = (...rows: ValueRow[]) => ({ ...orgProfile(), valueMapping: rows });
const statuses = ['pending', 'accepted', 'won', 'lost', 'declined', 'expired'] as const;
const said = (name: string, profile: ReturnType<typeof mapped>) =>
  stageStatus({ fields: { StageName: name } }, profile, true);

describe('a stage map', () => {
  const profile = mapped(
    valueRow('status', 'pending', 'Negotiation', INWARD),
    valueRow('status', 'declined', 'Closed Cancelled', INWARD),
    valueRow('status', 'won', 'Closed Won by Partner', INWARD),
  );

  it('says which stage a status gets, and the settings say the rest', () => {
    expect(statuses.map((status) => stageFor(status, profile))).toEqual([
      'Negotiation',
      'Qualification',
      'Closed Won by Partner',
      'Closed Lost',
      'Closed Cancelled',
      'Closed Lost',
    ]);
  });

  it('moves the stage that means on hold', () => {
    expect(said('Negotiation', profile)).toBe('pending');
    expect(said('Microsoft Review', profile)).toBe('accepted');
  });

  it('can name more stages that mean on hold', () => {
    const both = mapped(
      valueRow('status', 'Negotiation', 'pending'),
      valueRow('status', 'Microsoft Review', 'pending', { direction: 'To Partner Center' }),
    );
    expect(
      ['Negotiation', 'Microsoft Review', 'Qualification'].map((name) => said(name, both)),
    ).toEqual(['pending', 'pending', 'accepted']);
    expect(stageFor('pending', both)).toBe('Negotiation');
  });

  it('can name the stage of what is accepted, but none that means on hold', () => {
    const accepted = (stage: string) => mapped(valueRow('status', 'accepted', stage, INWARD));
    expect(stageFor('accepted', accepted('Negotiation'))).toBe('Negotiation');
    expect(stageFor('accepted', accepted('Microsoft Review'))).toBe('Qualification');
    expect(stageFor('accepted', accepted('Closed Won'))).toBe('Qualification');
  });

  it('can take the on-hold stage its meaning', () => {
    const outward = { direction: 'To Partner Center' };
    const open = mapped(valueRow('status', 'Microsoft Review', 'accepted', outward));
    expect(said('Microsoft Review', open)).toBe('accepted');
  });

  it('need not be there', () => {
    const { settings, stages } = orgProfile();
    expect(stageFor('accepted', { settings, stages })).toBe('Qualification');
  });

  it('may say of any stage what Partner Center is told', () => {
    const row = valueRow('status', 'Closed Lost', 'pending', { direction: 'To Partner Center' });
    expect(stageProblem(row, mapped(row))).toBeUndefined();
  });

  it.each([
    ['won', 'Negotiation', /does not mean won/],
    ['pending', 'Closed Lost', /does not mean pending/],
    ['accepted', 'Old Prospecting', /no active stage/],
    ['accepted', 'Nowhere', /no active stage/],
    ['constructor', 'Qualification', /no status of a deal/],
  ])('of %s to "%s" is not followed, and says why', (status, stage, sentence) => {
    const row = valueRow('status', status, stage, INWARD);
    const bad = mapped(row);
    expect(stageProblem(row, bad)).toMatch(sentence);
    for (const one of statuses) expect(stageFor(one, bad)).toBe(stageFor(one, mapped()));
  });

  it('does not accept a deal by the stage that means that nobody has accepted it', () => {
    const row = valueRow('status', 'accepted', 'Negotiation', INWARD);
    const onHold = {
      ...mapped(row),
      settings: orgProfile({ onHoldStage: 'Negotiation' }).settings,
    };
    expect(stageProblem(row, onHold)).toMatch(/does not mean accepted/);
    expect(stageFor('accepted', onHold)).not.toBe('Negotiation');
  });

  it.each(statuses)('writes for %s a stage that is read as the same', (status: DealStatus) => {
    const stage = stageFor(status, profile) ?? '';
    const read = said(stage, profile);
    expect([status, 'lost']).toContain(read);
  });
});
