/** Apex REST: finds the class of an address and the method of the verb, and runs it in a transaction of its own. */
import { inTransaction } from '../../../store/transaction.ts';
import type { RestAnswer, RestCall } from '../../../store/org.ts';
import type { ApexClass } from '../../compile/apex-class.ts';
import type { Interpreter } from '../../interpreter.ts';
import { ApexThrown } from '../../run/thrown.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import type { Method } from '../../types/type.ts';
import { exceptionText } from '../../values/exception-text.ts';
import { NativeObject } from '../../values/objects.ts';
import { ApexBlob } from '../../values/scalars.ts';
import { newRestRequest, newRestResponse, type RestResponseState } from '../natives/rest.ts';
import type { OrgPlatform } from '../org-platform.ts';

const ROOT = '/services/apexrest';

/** Undefined when no class is at this address. */
export function answerRest(
  platform: OrgPlatform,
  { program, run }: Interpreter,
  call: RestCall,
): RestAnswer | undefined {
  const cls = [...program.classes.values()].find((one) => isAt(one, call.path));
  if (!cls) return undefined;
  const method = methodOf(cls, call.method);
  if (!method)
    return errorAnswer(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${call.method}' not allowed`);
  try {
    return inTransaction(platform.org, { actor: call.actor }, () => {
      const response = newRestResponse();
      platform.state.rest = { request: requestOf(call), response };
      method.invoke(run, null, []);
      return answerOf(platform.state.rest.response);
    });
  } catch (error) {
    if (!(error instanceof ApexThrown)) throw error;
    const trace = error.exception.exception?.trace ?? [];
    const message = `${exceptionText(error.exception)}\n\n${trace.join('\n')}`;
    return errorAnswer(500, 'APEX_ERROR', message);
  }
}

function isAt({ annotations }: ApexClass, path: string): boolean {
  const mapping = /^urlmapping='(.*)'$/.exec(annotations.get('restresource') ?? '')?.[1];
  if (mapping === undefined) return false;
  const own = path.slice(ROOT.length);
  return mapping.endsWith('/*') ? own.startsWith(mapping.slice(0, -1)) : own === mapping;
}

function methodOf(cls: ApexClass, verb: string): Method | undefined {
  const found = [...cls.members().methods.values()]
    .flat()
    .find(({ annotations }) => annotations.has(`http${verb.toLowerCase()}`));
  if (found && found.parameters.length > 0) {
    throw new UnsupportedApex(`${cls.name}.${found.name}: parameters of a REST method`);
  }
  return found;
}

function requestOf(call: RestCall) {
  const request = newRestRequest();
  request.state.httpMethod = call.method;
  request.state.requestURI = call.path.slice(ROOT.length);
  request.state.resourcePath = call.path;
  request.state.requestBody = new ApexBlob(Buffer.from(call.text, 'utf8'));
  for (const [name, value] of Object.entries(call.headers)) {
    if (value !== undefined) request.state.headers.put(name, value);
  }
  for (const [name, value] of call.query) request.state.params.put(name, value);
  return request;
}

function answerOf(response: unknown): RestAnswer {
  if (!(response instanceof NativeObject))
    throw new UnsupportedApex('RestContext.response is null');
  const { statusCode, responseBody, headers } = response.state as RestResponseState;
  return {
    status: statusCode ?? 200,
    body: responseBody?.bytes.toString('utf8') ?? '',
    headers: Object.fromEntries(
      [...headers.entries()].map(([name, value]) => [String(name), String(value)]),
    ),
  };
}

const errorAnswer = (status: number, errorCode: string, message: string): RestAnswer => ({
  status,
  body: JSON.stringify([{ errorCode, message }]),
  headers: { 'Content-Type': 'application/json' },
});
