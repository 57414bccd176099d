import type { Type } from '../types/type.ts';

/** One constant of an enum, ours or the platform's; compared by identity. */
export class EnumValue {
  readonly type: Type;
  readonly name: string;
  readonly ordinal: number;

  constructor(type: Type, name: string, ordinal: number) {
    this.type = type;
    this.name = name;
    this.ordinal = ordinal;
  }
}

/** `System.Type`: a type as a value. */
export class TypeValue {
  readonly named: Type;
  constructor(named: Type) {
    this.named = named;
  }
}

/**
 * An object of a platform class (HttpRequest, Pattern, Schema.SObjectType …). Its state is private to the file that
 * defines the class; `text` is what `String.valueOf` shows.
 */
export class NativeObject<State = unknown> {
  readonly type: Type;
  readonly state: State;
  readonly text: string | undefined;
  /** Two objects of a type with the same key are equal; without one an object equals only itself. */
  readonly key: string | undefined;

  constructor(type: Type, state: State, { text, key }: { text?: string; key?: string } = {}) {
    this.type = type;
    this.state = state;
    this.text = text;
    this.key = key;
  }
}
