import { expect, it } from 'vitest';
import type { HoldReason } from '../../../service/src/domain/pair.ts';
import { stillAsked } from '../../../service/src/sync/still-asked.ts';

const move = (reason: HoldReason) => ({
  ...{ reason, partnerCenter: 'Theirs.', salesforce: 'Ours.' },
  since: '2026-03-08T09:00:00.000Z',
});

it('of what is written, only questions go on', () => {
  const held = { notes: move('ask'), dealValue: move('direction'), closingDate: move('ask') };
  const writes = [new Map([['notes', 'Ours.'] as const]), new Map([['dealValue', 1] as const])];
  expect(stillAsked({ held }, ...writes)).toEqual({ notes: held.notes });
  expect(Object.keys(stillAsked({ held: {} }, ...writes))).toEqual([]);
});
