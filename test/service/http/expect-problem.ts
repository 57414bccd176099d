import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';

export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Asserts a whole problem body (RFC 9457) and gives it back. */
export function expectProblem(
  answer: Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>,
  status: number,
  code: string,
): { detail: string; errors?: { in: string; path: string; message: string }[] } {
  expect({ status: answer.statusCode, body: answer.body }).toMatchObject({ status });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const body = JSON.parse(answer.body);
  expect(body).toMatchObject({
    type: `urn:co-sell-bridge:problem:${code}`,
    title: expect.any(String),
    status,
    detail: expect.stringMatching(/\w.*\.$/),
    code,
    correlationId: expect.stringMatching(GUID),
  });
  expect(answer.headers['x-correlation-id']).toBe(body.correlationId);
  expect(answer.body).not.toMatch(/node_modules|\.ts:\d+|\\n +at /);
  return body;
}
