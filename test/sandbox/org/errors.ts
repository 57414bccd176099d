/** Errors as the platform words them. `errorCode` decides, never the message (salesforce-rest.md section 10). */

import type { Source } from './store/origins.ts';

/** One failed save, or a refused call. `fields` undefined = the key is absent from the answer. */
export class OrgError extends Error {
  readonly statusCode: string;
  readonly fields: string[] | undefined;
  readonly httpStatus: number;
  /** What refused the save, where it is known better than "the platform". */
  readonly source: Source | undefined;
  /** What the top-level form says before everything else. */
  readonly beside: Readonly<Record<string, unknown>> | undefined;

  constructor(
    statusCode: string,
    message: string,
    more: {
      fields?: string[];
      httpStatus?: number;
      source?: Source;
      beside?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.name = 'OrgError';
    this.statusCode = statusCode;
    this.fields = more.fields;
    this.httpStatus = more.httpStatus ?? 400;
    this.source = more.source;
    this.beside = more.beside;
  }
}

/** An error of the save path: always with `fields`, HTTP 400 unless said otherwise. */
export const saveError = (
  statusCode: string,
  message: string,
  fields: string[] = [],
  httpStatus = 400,
) => new OrgError(statusCode, message, { fields, httpStatus });

export const notFound = (message = 'The requested resource does not exist') =>
  new OrgError('NOT_FOUND', message, { httpStatus: 404 });

/** Top-level form: an array of `{message, errorCode, fields?}`; duplicates come with what was found, and no fields. */
export const asErrorBody = (error: OrgError) => [
  {
    ...error.beside,
    message: error.message,
    errorCode: error.statusCode,
    ...(error.fields && !error.beside ? { fields: error.fields } : {}),
  },
];

/** Row form, in collections and in the changes resource: `statusCode` instead of `errorCode`. */
export const asRowError = (error: OrgError) => ({
  statusCode: error.statusCode,
  message: error.message,
  fields: error.fields ?? [],
});
