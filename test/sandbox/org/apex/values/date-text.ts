/** Users of the simulated org live in GMT, so local time is GMT time. */
import type { ApexDate, ApexDatetime, ApexTime } from './scalars.ts';

const MS_PER_DAY = 86_400_000;

export const dateText = ({ days }: ApexDate): string =>
  new Date(days * MS_PER_DAY).toISOString().slice(0, 10);

export const datetimeText = ({ ms }: ApexDatetime): string =>
  new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

export const timeText = ({ ms }: ApexTime): string =>
  `${new Date(ms).toISOString().slice(11, 23)}Z`;
