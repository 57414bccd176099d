import { nativeCatalogue } from '../types/native-catalogue.ts';
import { typeFor } from '../types/type.ts';
import { ApexInstance } from '../values/instance.ts';
import type { Run } from './run.ts';
import { stackTrace } from './stack-trace.ts';
import { UnsupportedApex } from './unsupported.ts';

/** Without `System.`; the list is in `natives/exceptions.ts`. */
export type ExceptionName = string;

export function makeException(
  run: Run,
  name: ExceptionName,
  message: string,
  details?: unknown,
): ApexInstance {
  const definition = nativeCatalogue.find(name);
  if (!definition) throw new UnsupportedApex(`Exception type ${name} (${message})`);
  const instance = new ApexInstance(typeFor(definition), 0);
  giveState(run, instance, message);
  if (instance.exception) instance.exception.details = details;
  return instance;
}

/** Every exception begins here: its stack trace is that of the place where it was made. */
export function giveState(
  run: Run,
  instance: ApexInstance,
  message: string | null,
  cause: ApexInstance | null = null,
): void {
  instance.exception = {
    message,
    cause,
    trace: stackTrace(run),
    line: run.stack.at(-1)?.line ?? 0,
    details: undefined,
  };
}
