/** `JSON.createGenerator(pretty)`: writes piece by piece. */
import type { Run } from '../../run/run.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { nativeType, type NativeTable } from '../../types/native-type.ts';
import { typeFor } from '../../types/type.ts';
import { NativeObject } from '../../values/objects.ts';
import type { Value } from '../../values/value.ts';
import { quoted, writeJson } from './write-json.ts';

type Level = { close: string; isEmpty: boolean };
type State = { text: string; levels: Level[]; hasName: boolean; isClosed: boolean };
type Generator = NativeObject<State>;

const plain = { suppressNulls: false, pretty: false };
const SCALARS = [
  'String',
  'Integer',
  'Long',
  'Decimal',
  'Double',
  'Boolean',
  'Date',
  'Datetime',
  'Time',
  'Id',
  'Blob',
];

const scalarMethods: NativeTable = Object.fromEntries(
  SCALARS.flatMap((type) => {
    const kind =
      {
        Integer: 'Number',
        Long: 'Number',
        Decimal: 'Number',
        Double: 'Number',
        Datetime: 'DateTime',
      }[type] ?? type;
    return [
      [
        `write${kind}(${type}):void`,
        (run: Run, { state }: Generator, value: Value) => {
          add(state, writeJson(run, value, plain));
        },
      ],
      [
        `write${kind}Field(String,${type}):void`,
        (run: Run, { state }: Generator, name: string, value: Value) => {
          addName(state, name);
          add(state, writeJson(run, value, plain));
        },
      ],
    ];
  }),
);

const generator = nativeType('JSONGenerator', {
  methods: {
    ...scalarMethods,
    'writeStartObject():void': (_run, { state }: Generator) => {
      open(state, '{', '}');
    },
    'writeStartArray():void': (_run, { state }: Generator) => {
      open(state, '[', ']');
    },
    'writeEndObject():void': (_run, { state }: Generator) => {
      close(state);
    },
    'writeEndArray():void': (_run, { state }: Generator) => {
      close(state);
    },
    'writeFieldName(String):void': (_run, { state }: Generator, name: string) => {
      addName(state, name);
    },
    'writeNull():void': (_run, { state }: Generator) => {
      add(state, 'null');
    },
    'writeNullField(String):void': (_run, { state }: Generator, name: string) => {
      addName(state, name);
      add(state, 'null');
    },
    'writeObject(Object?):void': (run: Run, { state }: Generator, value: Value) => {
      add(state, writeJson(run, value, plain));
    },
    'writeObjectField(String,Object?):void': (
      run: Run,
      { state }: Generator,
      name: string,
      value: Value,
    ) => {
      addName(state, name);
      add(state, writeJson(run, value, plain));
    },
    'getAsString():String': (_run, { state }: Generator) => state.text,
    'close():void': (_run, { state }: Generator) => {
      state.isClosed = true;
    },
    'isClosed():Boolean': (_run, { state }: Generator) => state.isClosed,
  },
});

export function newGenerator(pretty: boolean): Generator {
  if (pretty) throw new UnsupportedApex('JSON.createGenerator(true)');
  return new NativeObject(typeFor(generator), {
    text: '',
    levels: [],
    hasName: false,
    isClosed: false,
  });
}

function comma(state: State): void {
  const level = state.levels.at(-1);
  if (!level || state.hasName) return;
  if (!level.isEmpty) state.text += ',';
  level.isEmpty = false;
}

function add(state: State, text: string): void {
  comma(state);
  state.text += text;
  state.hasName = false;
}

function addName(state: State, name: string): void {
  comma(state);
  state.text += `${quoted(name)}:`;
  state.hasName = true;
}

function open(state: State, start: string, end: string): void {
  add(state, start);
  state.levels.push({ close: end, isEmpty: true });
}

function close(state: State): void {
  state.text += state.levels.pop()?.close ?? '';
}
