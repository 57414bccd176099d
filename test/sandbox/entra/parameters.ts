/** Form bodies and queries: each parameter once, and only those this simulator knows. */
import { EntraError } from './entra-error.ts';

export type Parameters = Readonly<Record<string, string | undefined>>;

/** What MSAL adds to every request about itself. */
const ABOUT_THE_LIBRARY = [
  'client_info',
  'client-request-id',
  'x-client-SKU',
  'x-client-VER',
  'x-client-OS',
  'x-client-CPU',
  'x-client-current-telemetry',
  'x-client-last-telemetry',
  'x-ms-lib-capability',
  'x-app-name',
  'x-app-ver',
  'X-AnchorMailbox',
  'clidata',
  'claims',
];
/** MSAL asks for these in every request; they are wishes, and no id token here carries them. */
const WISHES = ['signin_state', 'login_hint', 'tenant_region_sub_scope'];

/** @throws EntraError naming a parameter that is doubled or unknown; real Entra ignores unknown ones */
export function readParameters(source: URLSearchParams, known: readonly string[]): Parameters {
  const found: Record<string, string> = {};
  for (const [name, value] of source) {
    if (name in found) throw new EntraError(9000411, { name });
    if (!known.includes(name) && !ABOUT_THE_LIBRARY.includes(name)) {
      throw new EntraError(9002313, { what: `The simulator knows no parameter '${name}' here.` });
    }
    found[name] = value;
  }
  checkClaims(found['claims']);
  return found;
}

/** @throws EntraError naming the missing one */
export function needed(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (!value) throw new EntraError(900144, { name });
  return value;
}

/** Claims challenges and client capabilities change what tokens mean; the simulator has neither. */
function checkClaims(claims: string | undefined): void {
  const { id_token: wishes, ...rest } = parsed(claims ?? '{}');
  const asked = [...Object.keys(rest), ...Object.keys(wishes ?? {})];
  const unknown = asked.find((name) => !WISHES.includes(name));
  if (unknown === undefined) return;
  throw new EntraError(9002313, { what: `The simulator supports no claim '${unknown}'.` });
}

function parsed(claims: string): Record<string, object | null> {
  try {
    return JSON.parse(claims) as Record<string, object | null>;
  } catch {
    throw new EntraError(9002313, { what: 'claims is not JSON.' });
  }
}
