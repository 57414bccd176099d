/** `POST apex/{Class}/{method}`: a component calls a method, as its user and in a transaction of its own. */
import { JsonProblem, parseJson, type Json } from '../../apex/natives/json/parse-json.ts';
import { ApexThrown } from '../../apex/run/thrown.ts';
import { inTransaction } from '../../store/transaction.ts';
import type { UiCall } from '../ui-call.ts';
import { refused } from '../ui-error.ts';
import { apexFailed } from './apex-failed.ts';
import { findMethod } from './find-method.ts';
import { readParameters } from './read-parameters.ts';
import { shownResult } from './write-result.ts';

/** @throws UiError what the method throws, or what is wrong with the call */
export async function callApex(call: UiCall): Promise<unknown> {
  const { apex, org, user, params } = call;
  const { interpreter } = apex;
  const { run } = interpreter;
  const found = findMethod(interpreter, user, params['class'] ?? '', params['method'] ?? '');
  const given = parametersIn(call.text);
  try {
    return await apex.withCallouts(() =>
      inTransaction(org, { actor: user.actor }, () => {
        run.limits.isReadOnly = found.isCacheable;
        const values = readParameters(run, found.method, given);
        return shownResult(run, found.method.invoke(run, null, values)) ?? null;
      }),
    );
  } catch (error) {
    if (error instanceof ApexThrown) throw apexFailed(error.exception);
    throw error;
  }
}

function parametersIn(text: string): Map<string, Json> {
  try {
    const json = parseJson(text);
    if (json instanceof Map) return json;
  } catch (cause) {
    if (!(cause instanceof JsonProblem)) throw cause;
    throw refused(400, 'JSON_PARSER_ERROR', `The body is no JSON: ${cause.message}.`);
  }
  throw refused(400, 'JSON_PARSER_ERROR', 'The body must be a JSON object of parameters.');
}
