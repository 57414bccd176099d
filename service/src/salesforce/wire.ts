/** Reading answers whose shape nobody promised: what does not fit is a fault of the host that says what was expected. */
import type { Json } from '../domain/values.ts';
import { HostFault } from '../errors.ts';

/** An object as it came; a record also carries `attributes`. */
export type WireObject = { [key: string]: Json };

export const isObject = (value: unknown): value is WireObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An answer that is not what the interface promises. `outcomeUnknown`: it may have been carried out. */
export function malformed(expected: string, options: { outcomeUnknown?: boolean } = {}): HostFault {
  return new HostFault('salesforce', 'salesforce-malformed', {
    detail: `Salesforce answered something else than ${expected}`,
    ...options,
  });
}

/** @throws HostFault salesforce-malformed */
export function objectOf(value: unknown, expected: string): WireObject {
  if (!isObject(value)) throw malformed(expected);
  return value;
}

/** @throws HostFault salesforce-malformed */
export function objectsOf(value: unknown, expected: string): WireObject[] {
  if (!Array.isArray(value) || !value.every(isObject)) throw malformed(expected);
  return value;
}

/** @throws HostFault salesforce-malformed */
export function textOf(row: WireObject, key: string): string {
  const value = row[key];
  if (typeof value !== 'string' || value === '') throw malformed(`a text in ${key}`);
  return value;
}

/** The text, or null when it is missing or blank. */
export function textOrNull(row: WireObject, key: string): string | null {
  const value = row[key];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

export function numberOrNull(row: WireObject, key: string): number | null {
  const value = row[key];
  return typeof value === 'number' ? value : null;
}
