import { STATUS_CODES } from 'node:http';

export type SchemaError = { in: string; path: string; message: string };

/** A problem body (RFC 9457). `type` and `code` say the same; `code` is what clients compare. */
export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  correlationId: string;
  errors?: SchemaError[];
};

/** An answer that is not a success, with a sentence for whoever called. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly headers: { [name: string]: string };
  readonly errors: SchemaError[] | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    options: { headers?: { [name: string]: string }; errors?: SchemaError[]; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.headers = options.headers ?? {};
    this.errors = options.errors;
  }

  body(correlationId: string): ProblemBody {
    return {
      type: `urn:co-sell-bridge:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      detail: this.message,
      code: this.code,
      correlationId,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
