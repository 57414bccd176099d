/** SOQL errors, all HTTP 400 and without `fields` (salesforce-rest.md section 8.4). */
import { OrgError } from '../errors.ts';

export const malformed = (message: string) => new OrgError('MALFORMED_QUERY', message);

const ADVICE = 'Please reference your WSDL or the describe call for the appropriate names.';

export const noSuchColumn = (soql: string, name: string, entity: string) =>
  new OrgError(
    'INVALID_FIELD',
    at(soql, name) +
      `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${ADVICE}`,
  );

export const noSuchRelationship = (soql: string, name: string) =>
  new OrgError(
    'INVALID_FIELD',
    at(soql, name) +
      `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${ADVICE}`,
  );

export const noSuchType = (soql: string, name: string) =>
  new OrgError(
    'INVALID_TYPE',
    at(soql, name) +
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${ADVICE}`,
  );

export const invalidIdFilter = (soql: string, value: string) =>
  new OrgError('INVALID_QUERY_FILTER_OPERATOR', `${at(soql, value)}invalid ID field: ${value}`);

export const wrongLiteral = (soql: string, field: string, type: string, isQuoted: boolean) =>
  new OrgError(
    'INVALID_FIELD',
    `${at(soql, field)}value of filter criterion for field '${field}' must be of type ${type} and should ${isQuoted ? '' : 'not '}be enclosed in quotes`,
  );

/** A clause of the language that this simulator does not know: never a silent default. */
export const notSimulated = (clause: string) =>
  malformed(`The simulated org does not support ${clause} in SOQL`);

/** Position block: a snippet of 30 characters to each side, a caret, row and column. */
export function at(soql: string, token: string): string {
  const offset = Math.max(0, soql.search(new RegExp(`(?<![\\w.])${escape(token)}(?!\\w)`, 'i')));
  const delimiter = /[\s,]/;
  let left = Math.max(0, offset - 30);
  while (left > 0 && delimiter.test(soql.charAt(left))) left -= 1;
  while (left > 0 && !delimiter.test(soql.charAt(left - 1))) left -= 1;
  let right = Math.min(soql.length, offset + 30);
  while (right < soql.length && !delimiter.test(soql.charAt(right))) right += 1;
  const row = soql.slice(0, offset).split('\n').length;
  const column = offset - (soql.lastIndexOf('\n', offset - 1) + 1) + 1;
  const blanks = ' '.repeat(offset - left);
  return `\n${soql.slice(left, right)}\n${blanks}^\nERROR at Row:${row}:Column:${column}\n`;
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
