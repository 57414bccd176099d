/** What a permission set gives, as words by name, and how that differs from what is needed. */
import { elementsOf, textOf } from './package-files.ts';
import type { Element } from './package-files.ts';

const FLAGS: readonly [element: string, word: string][] = [
  ['allowCreate', 'create'],
  ['allowRead', 'read'],
  ['allowEdit', 'edit'],
  ['allowDelete', 'delete'],
  ['viewAllRecords', 'view-all'],
  ['modifyAllRecords', 'modify-all'],
];

/** `read` or `edit`, by `Object.Field`. */
export function grantedFields(set: Element): Map<string, string> {
  return new Map(
    elementsOf(set, 'fieldPermissions')
      .filter((one) => textOf(one, 'readable') === 'true')
      .map((one) => [
        textOf(one, 'field') ?? '',
        textOf(one, 'editable') === 'true' ? 'edit' : 'read',
      ]),
  );
}

/** Such as `create read edit`, by object. */
export function grantedObjects(set: Element): Map<string, string> {
  return new Map(
    elementsOf(set, 'objectPermissions').map((one) => [
      textOf(one, 'object') ?? '',
      FLAGS.filter(([flag]) => textOf(one, flag) === 'true')
        .map(([, word]) => word)
        .join(' '),
    ]),
  );
}

/** Everything that is switched on in a list, such as `customPermissions`. */
export function grantedNames(set: Element, list: string, element = 'name'): Map<string, string> {
  return allEnabled(
    elementsOf(set, list)
      .filter((one) => textOf(one, 'enabled') === 'true')
      .map((one) => textOf(one, element) ?? ''),
  );
}

export function allEnabled(names: Iterable<string>): Map<string, string> {
  return new Map([...names].map((name) => [name, 'enabled']));
}

/** `who` is whose needs these are, such as `the bridge`. */
export function differences(
  granted: Map<string, string>,
  needed: Map<string, string>,
  who: string,
): string[] {
  const say = (rights: Map<string, string>, name: string) => rights.get(name) ?? 'nothing';
  return [...new Set([...granted.keys(), ...needed.keys()])]
    .sort()
    .filter((name) => granted.get(name) !== needed.get(name))
    .map(
      (name) => `${name}: ${who} needs ${say(needed, name)}, the set gives ${say(granted, name)}`,
    );
}
