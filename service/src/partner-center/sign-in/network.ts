import type { IncomingHttpHeaders } from 'node:http';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { Agent, request, type Dispatcher } from 'undici';

/** The last answer of the sign-in service, as it came: MSAL passes on only a part of a refusal. */
export type LastAnswer =
  | { kind: 'lost'; code: string }
  | { kind: 'answer'; status: number; retryAfter: string | undefined; body: object };

export type SignInNetwork = { module: INetworkModule; last(): LastAnswer | undefined };

export type NetworkOptions = {
  /** The only origin that is spoken to: secrets and refresh tokens are for nobody else. */
  origin: string;
  requestTimeoutMs: number;
  dispatcher?: Dispatcher | undefined;
};

/** Answers are some kilobytes. */
const LARGEST_ANSWER_BYTES = 1024 * 1024;

/** HTTP for MSAL: one origin, a time limit for every request, no redirects (undici follows none by itself). */
export function createSignInNetwork(options: NetworkOptions): SignInNetwork {
  const { origin, requestTimeoutMs, dispatcher = new Agent() } = options;
  let last: LastAnswer | undefined;

  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    { headers, body }: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> {
    last = undefined;
    try {
      if (new URL(url).origin !== origin) throw new ForeignHost();
      const signal = AbortSignal.timeout(requestTimeoutMs);
      const answer = await request(url, {
        dispatcher,
        method,
        headers: headers ?? {},
        body: body ?? null,
        signal,
      });
      const json = parseObject(await readText(answer.body));
      const retryAfter = textOf(answer.headers['retry-after']);
      last = { kind: 'answer', status: answer.statusCode, retryAfter, body: json };
      return { status: answer.statusCode, headers: flat(answer.headers), body: json as T };
    } catch (cause) {
      last = { kind: 'lost', code: codeOf(cause) };
      throw cause;
    }
  }

  return {
    last: () => last,
    module: {
      sendGetRequestAsync: (url, init) => send('GET', url, init),
      sendPostRequestAsync: (url, init) => send('POST', url, init),
    },
  };
}

class ForeignHost extends Error {
  override readonly name = 'ForeignHost';
  readonly code = 'foreign-host';
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER_BYTES) throw new Error('The answer of a sign-in is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A proxy's page of HTML is no answer of the service; its status says what there is to say. */
function parseObject(text: string): object {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : {};
  } catch {
    return {};
  }
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, textOf(value) ?? '']));

const codeOf = (cause: unknown): string =>
  cause instanceof Error
    ? 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : cause.name
    : 'unknown';
