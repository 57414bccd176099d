import type { Run } from '../run/run.ts';
import type { Execute, Frame } from '../run/frame.ts';
import { wake } from '../run/statics.ts';
import { UnsupportedApex } from '../run/unsupported.ts';
import type { Method, Parameter, Type } from '../types/type.ts';
import type { ApexInstance } from '../values/instance.ts';
import type { Value } from '../values/value.ts';
import type { ApexClass } from './apex-class.ts';
import type { Modifiers } from './modifiers.ts';

/** A method whose body arrives after all members are known. */
export type ApexMethod = Method & {
  body: Execute | undefined;
  readonly line: number;
  readonly isOverride: boolean;
};

type Given = {
  cls: ApexClass;
  name: string;
  modifiers: Modifiers;
  parameters: Parameter[];
  result: Type;
  line?: number;
};

export function newApexMethod({
  cls,
  name,
  modifiers,
  parameters,
  result,
  line = 0,
}: Given): ApexMethod {
  const { isStatic, isAbstract, isVirtual, isOverride, visibility, annotations } = modifiers;
  const place = `Class.${cls.name}.${name}`;
  const method: ApexMethod = {
    name,
    owner: cls,
    isStatic,
    isAbstract,
    isVirtual: isVirtual || isAbstract || isOverride,
    visibility,
    parameters,
    result,
    isApex: true,
    annotations,
    body: undefined,
    line,
    isOverride,
    invoke(run, self, args) {
      if (!method.body) throw new UnsupportedApex(`${cls.file}: ${cls.name}.${name} has no body`);
      if (isStatic) wake(run, cls);
      return call(run, { self: self as ApexInstance | null, args, place, body: method.body });
    },
  };
  return method;
}

type Call = { self: ApexInstance | null; args: Value[]; place: string; body: Execute };

/** One frame for one body. The arguments become its first locals. */
export function call(run: Run, { self, args, place, body }: Call): Value {
  const frame: Frame = { run, self, locals: args, place, line: 0, result: null };
  run.enter(frame);
  try {
    body(frame);
  } catch (error) {
    if (error instanceof UnsupportedApex) error.placeAt(place, frame.line);
    // The depth of our own stack is reached before that of the platform when expressions are deep.
    if (error instanceof RangeError)
      run.raise('LimitException', 'Maximum stack depth reached: 1001');
    throw error;
  } finally {
    run.leave();
  }
  return frame.result;
}
