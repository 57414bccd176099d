import { nativeType } from '../../types/native-type.ts';
import { NativeObject } from '../../values/objects.ts';
import { typed } from './dml-results.ts';
import type { Run } from '../../run/run.ts';

export type DmlOptions = {
  optAllOrNone: boolean | null;
  allowFieldTruncation: boolean | null;
  duplicateRules: NativeObject<{ allowSave: boolean | null }>;
};
type Options = NativeObject<DmlOptions>;

nativeType('Database.DuplicateRuleHeader', {
  properties: {
    'allowSave:Boolean': {
      get: (_run, { state }: NativeObject<{ allowSave: boolean | null }>) => state.allowSave,
      set: (
        _run,
        { state }: NativeObject<{ allowSave: boolean | null }>,
        value: boolean | null,
      ) => {
        state.allowSave = value;
      },
    },
  },
});

nativeType('Database.DMLOptions', {
  constructors: {
    '()': (_run: Run) =>
      new NativeObject<DmlOptions>(typed('Database.DMLOptions'), {
        optAllOrNone: null,
        allowFieldTruncation: null,
        duplicateRules: new NativeObject<{ allowSave: boolean | null }>(
          typed('Database.DuplicateRuleHeader'),
          { allowSave: null },
        ),
      }),
  },
  properties: {
    'optAllOrNone:Boolean': {
      get: (_run, { state }: Options) => state.optAllOrNone,
      set: (_run, { state }: Options, value: boolean | null) => {
        state.optAllOrNone = value;
      },
    },
    'DuplicateRuleHeader:Database.DuplicateRuleHeader': {
      get: (_run, { state }: Options) => state.duplicateRules,
    },
  },
});
