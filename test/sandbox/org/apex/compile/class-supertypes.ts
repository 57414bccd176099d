import { core } from '../types/core.ts';
import { typeFor } from '../types/type.ts';
import type { LinkTask } from './link.ts';
import { CompileProblem } from './problem.ts';
import { resolveTypeRef } from './type-names.ts';

export function linkSupertypes({ program, cls, kind, tree }: LinkTask): void {
  const at = { program, file: cls.file, cls };
  const listed = (tree.typeList()?.typeRef_list() ?? []).map((ref) => resolveTypeRef(at, ref));
  if (kind === 'interface') {
    cls.interfaces = listed;
    return;
  }
  const wrong = listed.find((type) => type.kind !== 'interface');
  if (wrong) refuse(`Not an interface: ${wrong.name}`);
  cls.interfaces = listed;
  const parent = tree.typeRef();
  if (parent) {
    const superclass = resolveTypeRef(at, parent);
    if (!superclass.definition.isVirtual) {
      refuse(`Non-virtual and non-abstract type cannot be extended: ${superclass.name}`);
    }
    cls.superclass = superclass;
  } else if (/exception$/i.test(cls.name)) {
    refuse(`Name of class ends in Exception but it does not extend one: ${cls.name}`);
  } else cls.superclass = typeFor(core.object().definition);

  function refuse(problem: string): never {
    throw new CompileProblem(cls.file, cls.line, problem);
  }
}
