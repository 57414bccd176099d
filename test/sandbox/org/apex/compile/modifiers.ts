import type { ModifierContext } from '@apexdevtools/apex-parser';
import type { Visibility } from '../types/type.ts';
import type { Sharing } from './apex-class.ts';

export type Modifiers = {
  isStatic: boolean;
  isAbstract: boolean;
  isVirtual: boolean;
  isOverride: boolean;
  isFinal: boolean;
  isTransient: boolean;
  visibility: Visibility;
  sharing: Sharing;
  annotations: ReadonlyMap<string, string>;
};

export const readModifiers = (list: readonly ModifierContext[]): Modifiers => ({
  isStatic: list.some((each) => each.STATIC()),
  isAbstract: list.some((each) => each.ABSTRACT()),
  isVirtual: list.some((each) => each.VIRTUAL()),
  isOverride: list.some((each) => each.OVERRIDE()),
  isFinal: list.some((each) => each.FINAL()),
  isTransient: list.some((each) => each.TRANSIENT()),
  visibility: visibilityOf(list),
  sharing: sharingOf(list),
  annotations: withTestMethod(list),
});

/** `testMethod` is the old way to say `@IsTest`. */
function withTestMethod(list: readonly ModifierContext[]): ReadonlyMap<string, string> {
  const annotations = annotationsOf(list);
  if (list.some((each) => each.TESTMETHOD())) annotations.set('istest', '');
  return annotations;
}

function visibilityOf(list: readonly ModifierContext[]): Visibility {
  if (list.some((each) => each.PUBLIC() ?? each.GLOBAL() ?? each.WEBSERVICE())) return 'public';
  return list.some((each) => each.PROTECTED()) ? 'protected' : 'private';
}

function sharingOf(list: readonly ModifierContext[]): Sharing {
  const found = list.find((each) => each.SHARING());
  if (!found) return undefined;
  return found.WITHOUT() ? 'without' : found.INHERITED() ? 'inherited' : 'with';
}

/** `@IsTest(SeeAllData=false isParallel=true)` is kept as `seealldata=false isparallel=true`. */
const annotationsOf = (list: readonly ModifierContext[]): Map<string, string> =>
  new Map(
    list.flatMap((each) => {
      const annotation = each.annotation();
      if (!annotation) return [];
      const pairs = annotation.elementValuePairs()?.elementValuePair_list() ?? [];
      const value = pairs
        .map((pair) => `${pair.id().getText().toLowerCase()}=${pair.elementValue().getText()}`)
        .join(' ');
      return [
        [
          annotation.id().getText().toLowerCase(),
          pairs.length > 0 ? value : (annotation.elementValue()?.getText() ?? ''),
        ] as const,
      ];
    }),
  );
