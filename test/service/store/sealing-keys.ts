import { createHash } from 'node:crypto';

/** A key of this name as SEALING_KEYS holds it; the same at every call. */
export const keyText = (name: string) =>
  `${name}:${createHash('sha256').update(`sealing key ${name}`).digest('base64')}`;
