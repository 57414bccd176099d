import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Pointer } from 'typebox/value';
import { Problem, type SchemaError } from './problem.ts';

/**
 * Checks requests against their typebox schema, without converting or dropping anything. The first few
 * mistakes (typebox stops at eight) are named with what was expected (a schema's `description`, when it has
 * one) and what came.
 */
export function installValidation(app: FastifyInstance): void {
  app.setValidatorCompiler(compileValidator);
}

const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  return (value: unknown) => {
    if (check.Check(value)) return { value };
    const errors = check
      .Errors(value)
      .map((error) => describe(error, { schema, part: httpPart ?? 'request', value }));
    const detail = 'The request is not as expected; see errors.';
    return { error: new Problem(400, 'invalid-request', detail, { errors }) };
  };
};

type Mistake = { schemaPath: string; instancePath: string; message: string };
type Checked = { schema: TSchema; part: string; value: unknown };

function describe(mistake: Mistake, checked: Checked): SchemaError {
  const where = Pointer.Get(checked.schema, mistake.schemaPath.replace(/^#/, ''));
  const expected = isDescribed(where) ? `expected ${where.description}` : mistake.message;
  const value = mistake.instancePath ? Pointer.Get(checked.value, mistake.instancePath) : undefined;
  const got = typeof value === 'string' ? `; got ${JSON.stringify(value.slice(0, 40))}` : '';
  return { in: checked.part, path: mistake.instancePath, message: expected + got };
}

const isDescribed = (schema: unknown): schema is { description: string } =>
  typeof schema === 'object' &&
  schema !== null &&
  'description' in schema &&
  typeof schema.description === 'string';
