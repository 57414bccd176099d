/** The pictures of the documentation: which states, at which size, beside each other. */
import type { Size } from '../driver/visit.ts';

export type Picture = {
  /** In `docs/images`. */
  file: string;
  /** Columns, each with its states from top to bottom. */
  columns: { size: Size; states: string[] }[];
};

export const PICTURES: readonly Picture[] = [
  { file: 'card.png', columns: [{ size: 'desktop', states: ['accepted'] }] },
  { file: 'card-checklist.png', columns: [{ size: 'desktop', states: ['checklist-incomplete'] }] },
  { file: 'card-conflict.png', columns: [{ size: 'desktop', states: ['conflict'] }] },
  {
    file: 'card-phone.png',
    columns: [
      { size: 'phone', states: ['not-shared', 'on-hold-urgent'] },
      { size: 'phone', states: ['ready'] },
    ],
  },
  { file: 'operations.png', columns: [{ size: 'desktop', states: ['operations-troubled'] }] },
];
