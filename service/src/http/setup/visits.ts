import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Guard } from '../doors.ts';
import { Problem } from '../problem.ts';
import type { Sessions, Visit } from './session.ts';
import type { SetupDesk } from './setup-desk.ts';

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit | null;
  }
}

export type Visits = {
  /** Lets in whoever signed in with a token; leads others to the sign-in page. */
  guard: Guard;
  /** Lets in any browser, and knows it again when it sends the form. */
  visitorGuard: Guard;
  isAdministrator(visit: Visit): Promise<boolean>;
  keep(reply: FastifyReply, visit: Visit): Promise<void>;
  begin(reply: FastifyReply, generation: number | null): Promise<Visit>;
  end(reply: FastifyReply): void;
};

export const SIGN_IN_PATH = '/setup/sign-in';

/** Sessions as cookies, and the guards of the two doors that need them. */
export function createVisits({
  sessions,
  desk,
  publicUrl,
}: {
  sessions: Sessions;
  desk: Pick<SetupDesk, 'generation'>;
  publicUrl: string;
}): Visits {
  const { origin, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:';
  // The prefix keeps a sister domain from planting a cookie of this name.
  const name = secure ? '__Host-co-sell-setup' : 'co-sell-setup';
  // Not strict: the browser comes back from Microsoft's sign-in with a navigation that another site began.
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;

  async function visitOf(request: FastifyRequest): Promise<Visit | undefined> {
    const sealed = request.cookies[name];
    return sealed === undefined ? undefined : sessions.open(sealed);
  }

  const isAdministrator = async ({ generation }: Visit) =>
    generation !== null && generation === (await desk.generation());

  async function keep(reply: FastifyReply, visit: Visit): Promise<void> {
    reply.setCookie(name, await sessions.seal(visit), cookie);
  }

  return {
    guard: {
      onRequest: [
        requireOwnOrigin(origin),
        async (request, reply) => {
          const visit = await visitOf(request);
          if (visit && (await isAdministrator(visit))) request.visit = visit;
          else if (isReading(request)) return reply.redirect(SIGN_IN_PATH, 303);
          else throw new Problem(401, 'no-session', 'Sign in first; a session lasts an hour.');
        },
      ],
      preValidation: [requireOwnForm],
    },

    visitorGuard: {
      onRequest: [
        requireOwnOrigin(origin),
        async (request) => {
          request.visit = (await visitOf(request)) ?? null;
        },
      ],
      preValidation: [requireOwnForm],
    },

    isAdministrator,
    keep,

    async begin(reply, generation) {
      const visit = sessions.begin(generation);
      await keep(reply, visit);
      return visit;
    },

    end: (reply) => void reply.clearCookie(name, cookie),
  };
}

/**
 * A form sent from another site's page is refused before it is read. A browser says where a form comes from in
 * `Origin`, in `Sec-Fetch-Site`, or both; one that says neither is none of the browsers this page is made for.
 */
function requireOwnOrigin(ours: string) {
  return async (request: FastifyRequest): Promise<void> => {
    if (isReading(request)) return;
    const { origin, 'sec-fetch-site': site } = request.headers;
    const isOurs = site === undefined ? origin === ours : site === 'same-origin';
    if (!isOurs || (origin !== undefined && origin !== ours)) throw foreignForm();
  };
}

async function requireOwnForm(request: FastifyRequest): Promise<void> {
  if (isReading(request)) return;
  const { visit, body } = request;
  if (!visit || !isSame(csrfOf(body), visit.csrf)) throw foreignForm();
}

const foreignForm = () =>
  new Problem(
    403,
    'foreign-form',
    'This form did not come from a page of this bridge, or the page is too old. Open the page again.',
  );

const isReading = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

const csrfOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'csrf' in body && typeof body.csrf === 'string'
    ? body.csrf
    : '';

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
