/** Keeps in mind which rows could not be saved and whose code, rule or field stood in the way. */
import type { ApexThrown } from '../../run/thrown.ts';
import type { OrgPlatform } from '../org-platform.ts';
import type { Statement } from './save.ts';
import { PLATFORM, sourceOfThrown } from './sources.ts';

export function noteRefusals(
  { org, tx }: OrgPlatform,
  { kind, object, rows }: Pick<Statement, 'kind' | 'object' | 'rows'>,
): void {
  for (const { id, errors, given, record, source } of rows) {
    const [error] = errors;
    if (!error) continue;
    org.refusals.push({
      at: org.clock.iso(),
      actor: tx.author,
      kind,
      type: object.name,
      id,
      statusCode: error.statusCode,
      message: error.message,
      given: given ? Object.keys(given) : [...record.fields.keys()],
      ...(source ?? PLATFORM),
    });
  }
}

/** What no `catch` sees ends the whole transaction, whatever it was about to save. */
export function noteEnd({ org }: OrgPlatform, actor: string, thrown: ApexThrown): void {
  org.refusals.push({
    at: org.clock.iso(),
    actor,
    kind: 'transaction',
    type: '(transaction)',
    id: null,
    statusCode: thrown.exception.type.definition.name,
    message: thrown.message,
    given: [],
    ...sourceOfThrown(org, thrown),
  });
}
