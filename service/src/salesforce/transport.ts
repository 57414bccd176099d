/**
 * Carries one request of jsforce over `fetch`. jsforce's own transport repeats GETs by itself for minutes, follows
 * redirects with the token to any host, cannot be cancelled, and dies of a connection cut in the middle of a body;
 * here the gate of the whole bridge decides about repeating, so each request is sent exactly once.
 */
import { PassThrough } from 'node:stream';
import type { HttpRequest, HttpResponse, StreamPromise } from 'jsforce';

/** What jsforce keeps to itself of an answer. */
export type AnswerHead = { status: number; headers: Headers };

export type Transport = { httpRequest(request: HttpRequest): StreamPromise<HttpResponse> };

/** The connection failed before a whole answer was there; `cause` is what `fetch` said. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** @param onHead called once with status and headers, before the body is read. */
export function createTransport(
  signal: AbortSignal,
  onHead: (head: AnswerHead) => void,
): Transport {
  return {
    // jsforce wants a stream beside the promise; nobody reads it here.
    httpRequest: (request) =>
      Object.assign(send(request, signal, onHead), { stream: () => new PassThrough() }),
  };
}

async function send(
  request: HttpRequest,
  signal: AbortSignal,
  onHead: (head: AnswerHead) => void,
): Promise<HttpResponse> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers ?? {},
      body: typeof request.body === 'string' ? request.body : null,
      redirect: 'manual',
      signal,
    });
    onHead({ status: response.status, headers: response.headers });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  } catch (cause) {
    throw new NoAnswer('The connection failed', { cause });
  }
}
