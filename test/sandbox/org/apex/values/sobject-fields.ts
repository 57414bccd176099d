import type { Run } from '../run/run.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import { ApexList } from './collections.ts';
import { SObjectValue } from './sobject.ts';
import type { Value } from './value.ts';

/** @param name as described; see `canonicalName` for names that come at run time. */
export function readField(run: Run, self: Value, name: string): Value {
  if (!(self instanceof SObjectValue)) throw new UnsupportedApex(`Field ${name} of no record`);
  const value = self.fields.get(name);
  if (value !== undefined) return value;
  const shape = run.program.sobjects.shapeOf(self.type);
  const child = shape.children.get(name.toLowerCase());
  // A relationship that was not asked for is an empty list or nothing; a plain field is a mistake.
  if (child) return new ApexList(run.program.sobjects.listType(child.object));
  if (self.isQueried && shape.fields.has(name.toLowerCase()) && name !== 'Id') {
    run.raise(
      'SObjectException',
      `SObject row was retrieved via SOQL without querying the requested field: ${self.type.name}.${name}`,
    );
  }
  return null;
}

export function writeField(run: Run, self: Value, name: string, value: Value): void {
  if (!(self instanceof SObjectValue)) throw new UnsupportedApex(`Field ${name} of no record`);
  if (self.isReadOnly) run.raise('FinalException', 'Record is read-only');
  self.fields.set(name, value);
}

/** A field or relationship by a name of any case, or an SObjectException. */
export function canonicalName(run: Run, self: SObjectValue, name: string): string {
  const shape = run.program.sobjects.shapeOf(self.type);
  const lower = name.toLowerCase();
  const found = shape.fields.get(lower) ?? shape.parents.get(lower) ?? shape.children.get(lower);
  return (
    found?.name ?? run.raise('SObjectException', `Invalid field ${name} for ${self.type.name}`)
  );
}
