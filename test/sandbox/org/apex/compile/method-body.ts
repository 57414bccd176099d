import type { ApexParserRuleContext, BlockContext } from '@apexdevtools/apex-parser';
import type { Execute } from '../run/frame.ts';
import { VOID } from '../types/core.ts';
import type { Property, Type } from '../types/type.ts';
import type { ApexClass } from './apex-class.ts';
import type { Program } from './program.ts';
import { Scope } from './scope.ts';
import { alwaysEnds } from './always-ends.ts';
import { compileBlock } from './statements/block.ts';

export type NamedParameter = { name: string; type: Type; tree: ApexParserRuleContext };

type Body = {
  isStatic: boolean;
  parameters: readonly NamedParameter[];
  result: Type;
  block: BlockContext;
  accessorOf?: Property;
};

export function compileMethodBody(program: Program, cls: ApexClass, body: Body): Execute {
  const scope = new Scope({
    program,
    file: cls.file,
    cls,
    isStatic: body.isStatic,
    returnType: body.result,
    coverage: cls.coverage,
    accessorOf: body.accessorOf,
  });
  for (const { name, type, tree } of body.parameters) scope.declare(name, type, tree);
  const compiled = compileBlock(scope, body.block);
  if (body.result !== VOID && !alwaysEnds(body.block)) {
    scope.fail(body.block, 'Missing return statement');
  }
  return compiled;
}
