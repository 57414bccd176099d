import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { hashText } from '../values/hash-text.ts';
import { formatText } from './string-format.ts';
import { stringCaseMethods } from './string-case.ts';
import { stringEscapeMethods } from './string-escape.ts';
import { stringSearchMethods } from './string-search.ts';
import { stringSplitMethods, joinItems } from './string-split.ts';
import { stringSliceMethods } from './string-slice.ts';
import { stringTestMethods, isBlank } from './string-test.ts';
import { valueText } from '../values/text.ts';
import { compareTexts } from '../values/order.ts';
import type { ApexList } from '../values/collections.ts';
import type { Value } from '../values/value.ts';

nativeType('String', {
  kind: 'value',
  methods: {
    'length():Integer': (_run, text: string) => text.length,
    'equals(String?):Boolean': (_run, text: string, other: string | null) => text === other,
    'equals(Object?):Boolean': (_run, text: string, other: Value) => text === other,
    'equalsIgnoreCase(String?):Boolean': (_run, text: string, other: string | null) =>
      other !== null && text.toLowerCase() === other.toLowerCase(),
    'compareTo(String):Integer': (_run, text: string, other: string) => javaOrder(text, other),
    'hashCode():Integer': (_run, text: string) => hashText(text),
    'toString():String': (_run, text: string) => text,
    ...stringCaseMethods,
    ...stringEscapeMethods,
    ...stringSearchMethods,
    ...stringSliceMethods,
    ...stringSplitMethods,
    ...stringTestMethods,
  },
  statics: {
    'valueOf(Object?):String': (run: Run, value: Value) =>
      value === null ? null : valueText(run, value),
    'isBlank(String?):Boolean': (_run, text: string | null) => isBlank(text),
    'isNotBlank(String?):Boolean': (_run, text: string | null) => !isBlank(text),
    'isEmpty(String?):Boolean': (_run, text: string | null) => text === null || text === '',
    'isNotEmpty(String?):Boolean': (_run, text: string | null) => text !== null && text !== '',
    'join(List<Object>,String):String': (run: Run, items: ApexList, separator: string) =>
      joinItems(run, items, separator),
    'join(Iterable<Object>,String):String': (run: Run, items: Value, separator: string) =>
      joinItems(run, items, separator),
    'format(String,List<Object>):String': (run: Run, pattern: string, values: ApexList) =>
      formatText(run, pattern, values),
    'fromCharArray(List<Integer>):String': (_run, codes: ApexList) =>
      String.fromCharCode(...codes.items.map(Number)),
    'escapeSingleQuotes(String):String': (_run, text: string) => text.replaceAll("'", "\\'"),
    'valueOfGmt(Datetime):String': (run: Run, value: Value) => valueText(run, value),
  },
});

/** The difference of the first letters that differ, or of the lengths. */
function javaOrder(left: string, right: string): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = left.charCodeAt(at) - right.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return compareTexts(left, right) === 0 ? 0 : left.length - right.length;
}
