/** The files of `test/card/states` and `test/browser/states`: one situation of a component each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Compile } from 'typebox/compile';
import Type from 'typebox';

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);
const Failure = Type.Object({
  status: Type.Integer(),
  code: Type.String(),
  message: Type.String(),
});
const Refusal = Type.Object({ field: Type.String(), code: Type.String(), message: Type.String() });

const StateFile = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9-]+$' }),
    title: Type.String(),
    component: Type.Optional(Type.String({ description: 'default: coSellCard' })),
    now: Type.Optional(Type.String({ format: 'date-time' })),
    /** Without an object the component has no record. */
    object: Type.Optional(Type.String()),
    fields: Type.Optional(Type.Record(Type.String(), Value)),
    displayValues: Type.Optional(Type.Record(Type.String(), Type.String())),
    /** Of the component, beside the record's id. */
    properties: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** Fields that the user may not see. */
    missingFields: Type.Optional(Type.Array(Type.String())),
    customPermissions: Type.Optional(Type.Array(Type.String())),
    reading: Type.Optional(Type.Union([Type.Literal('never'), Failure])),
    saving: Type.Optional(Refusal),
    /** By `Class.method`: `{"returns": …}`, `{"throws": …}` or `"never"`. */
    apex: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Union([
          Type.Literal('never'),
          Type.Object({ returns: Type.Any() }),
          Type.Object({ throws: Type.Union([Type.String(), Type.Object({})]) }),
        ]),
      ),
    ),
  },
  { additionalProperties: false },
);

export type StateFile = Type.Static<typeof StateFile>;

const checker = Compile(StateFile);

/** By file name. @throws Error naming the file and what is wrong with it */
export function readStateFiles(folder: string): StateFile[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const path = join(folder, file);
    const state: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const [problem] = checker.Errors(state);
    if (problem || !checker.Check(state)) {
      throw new Error(`${path}: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`);
    }
    if (`${state.name}.json` !== file) throw new Error(`${path}: its name is ${state.name}`);
    return state;
  });
}
