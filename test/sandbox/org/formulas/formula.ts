import type { Row, Value } from '../schema/types.ts';

/** A row as it will be saved, and as it was; null while it is being created. */
export type Save = { row: Row; old: Row | null };
export type Formula = (save: Save) => Value;

/** What cannot be compiled; the caller says where it stands. */
export class FormulaProblem extends Error {}
