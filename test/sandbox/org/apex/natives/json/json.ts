import type { Run } from '../../run/run.ts';
import { nativeType } from '../../types/native-type.ts';
import type { TypeValue } from '../../values/objects.ts';
import type { Value } from '../../values/value.ts';
import { newGenerator } from './generator.ts';
import { JsonProblem, parseJson, type Json } from './parse-json.ts';
import { typed, untyped } from './read-json.ts';
import { writeJson } from './write-json.ts';

const write = (run: Run, value: Value, suppressNulls = false) =>
  writeJson(run, value, { suppressNulls, pretty: false });
const writePretty = (run: Run, value: Value, suppressNulls = false) =>
  writeJson(run, value, { suppressNulls, pretty: true });

nativeType('JSON', {
  statics: {
    'serialize(Object?):String': write,
    'serialize(Object?,Boolean):String': write,
    'serializePretty(Object?):String': writePretty,
    'serializePretty(Object?,Boolean):String': writePretty,
    'deserialize(String,Type):Object': (run: Run, text: string, { named }: TypeValue) =>
      typed({ run, isStrict: false }, read(run, text), named),
    'deserializeStrict(String,Type):Object': (run: Run, text: string, { named }: TypeValue) =>
      typed({ run, isStrict: true }, read(run, text), named),
    'createGenerator(Boolean):JSONGenerator': (_run, pretty: boolean) => newGenerator(pretty),
    'deserializeUntyped(String):Object': (run: Run, text: string) => untyped(read(run, text)),
  },
});

function read(run: Run, text: string): Json {
  if (text.trim() === '')
    run.raise('JSONException', 'No content to map to Object due to end of input');
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonProblem) return run.raise('JSONException', error.message);
    throw error;
  }
}
