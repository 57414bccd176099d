import type { BlockContext, ConstructorDeclarationContext } from '@apexdevtools/apex-parser';
import type { Run } from '../run/run.ts';
import { wake } from '../run/statics.ts';
import { giveState } from '../run/make-exception.ts';
import { core, VOID } from '../types/core.ts';
import { typeFor, type Method, type Parameter, type Type } from '../types/type.ts';
import { ApexInstance } from '../values/instance.ts';
import type { Value } from '../values/value.ts';
import { isApexClass, sizeOf, type ApexClass } from './apex-class.ts';
import { call } from './apex-method.ts';
import type { Building } from './class-members.ts';
import { isExceptionType } from './is-exception-type.ts';
import { namedParameters, readParameters } from './methods.ts';
import { readModifiers, type Modifiers } from './modifiers.ts';
import { CompileProblem } from './problem.ts';
import { Scope } from './scope.ts';
import { compileStatements } from './statements/block.ts';

/** `construct` fills an object that is there already: what `super(…)` and `this(…)` do. */
export type ApexConstructor = Method & {
  construct(run: Run, self: ApexInstance, args: Value[]): void;
};

export const isApexConstructor = (method: Method): method is ApexConstructor =>
  'construct' in method;

export function declareConstructor(
  { program, cls, members }: Building,
  tree: ConstructorDeclarationContext,
  modifiers: Modifiers,
): void {
  const own = cls.name.slice(cls.name.lastIndexOf('.') + 1);
  const name = tree.qualifiedName().getText();
  if (name.toLowerCase() !== own.toLowerCase()) {
    throw new CompileProblem(cls.file, tree.start.line, `Invalid constructor name: ${name}`);
  }
  const parameters = readParameters({ program, file: cls.file, cls }, tree.formalParameters());
  let construct: ApexConstructor['construct'] | undefined;
  members.constructors.push(
    newConstructor(cls, { parameters, modifiers }, (run, self, args) =>
      construct?.(run, self, args),
    ),
  );
  cls.pending.push(() => {
    const scope = new Scope({
      program,
      file: cls.file,
      cls,
      isStatic: false,
      returnType: VOID,
      coverage: cls.coverage,
      isInitialiser: true,
    });
    for (const each of namedParameters(tree.formalParameters(), parameters)) {
      scope.declare(each.name, each.type, each.tree);
    }
    construct = compileConstructor(scope, cls, tree.block());
  });
}

/** Superclass, then own fields and blocks, then the body; `this(…)` leaves the first two to the other constructor. */
function compileConstructor(
  scope: Scope,
  cls: ApexClass,
  block: BlockContext,
): ApexConstructor['construct'] {
  const [first, ...rest] = block.statement_list();
  const opening = first?.expressionStatement()?.expression().getText().toLowerCase() ?? '';
  const place = `Class.${cls.name}.<init>`;
  if (opening.startsWith('this(') || !first) {
    const all = compileStatements(scope, block.statement_list());
    if (first) return (run, self, args) => void call(run, { self, args, place, body: all });
  }
  const hasSuper = opening.startsWith('super(');
  const superCall = compileStatements(scope, hasSuper && first ? [first] : []);
  const own = compileStatements(scope, hasSuper ? rest : block.statement_list());
  const superDefault = hasSuper ? undefined : defaultSuper(cls);
  return (run, self, args) =>
    void call(run, {
      self,
      args,
      place,
      body: (frame) => {
        superDefault?.(run, self);
        superCall(frame);
        cls.initialiseInstance(run, self);
        return own(frame);
      },
    });
}

/** The constructor without parameters of the superclass; looked up when it runs, for it may be compiled later. */
function defaultSuper(cls: ApexClass): (run: Run, self: ApexInstance) => void {
  return (run, self) => {
    const parent = cls.superclass?.definition
      .members()
      .constructors.find(({ parameters }) => parameters.length === 0);
    if (parent && isApexConstructor(parent)) parent.construct(run, self, []);
  };
}

export function defaultConstructors({ cls, members }: Building): ApexConstructor[] {
  const modifiers: Modifiers = { ...readModifiers([]), visibility: 'public' };
  const make = (types: Type[], fill: (run: Run, self: ApexInstance, args: Value[]) => void) =>
    newConstructor(
      cls,
      { parameters: types.map((type) => ({ type, nullable: true })), modifiers },
      (run, self, args) => {
        defaultSuper(cls)(run, self);
        fill(run, self, args);
        cls.initialiseInstance(run, self);
      },
    );
  const all = isExceptionType(typeFor(cls))
    ? [
        make([], () => undefined),
        make([core.string()], setMessage),
        make([core.exception()], (run, self, [cause = null]) => {
          setMessage(run, self, [messageOf(cause), cause]);
        }),
        make([core.string(), core.exception()], setMessage),
      ]
    : [make([], () => undefined)];
  const taken = members.constructors.map(keyOf);
  return all.filter((each) => !taken.includes(keyOf(each)));
}

const keyOf = ({ parameters }: Method) => parameters.map(({ type }) => type.name).join();

function setMessage(_run: Run, self: ApexInstance, [message = null, cause = null]: Value[]): void {
  if (!self.exception) return;
  self.exception.message = message === null ? null : String(message);
  self.exception.cause = cause instanceof ApexInstance ? cause : null;
}

const messageOf = (cause: Value): Value =>
  cause instanceof ApexInstance ? (cause.exception?.message ?? null) : null;

/** A superclass may have statics where its subclass has none. */
function wakeParents(run: Run, cls: ApexClass): void {
  const parent = cls.superclass?.definition;
  if (!parent || !isApexClass(parent)) return;
  wakeParents(run, parent);
  wake(run, parent);
}

type Shape = { parameters: Parameter[]; modifiers: Modifiers };

function newConstructor(
  cls: ApexClass,
  { parameters, modifiers }: Shape,
  construct: ApexConstructor['construct'],
): ApexConstructor {
  const type = typeFor(cls);
  return {
    name: '<init>',
    owner: cls,
    isStatic: true,
    isAbstract: false,
    isVirtual: false,
    visibility: modifiers.visibility,
    parameters,
    result: type,
    isApex: true,
    annotations: modifiers.annotations,
    construct,
    invoke(run, _self, args) {
      wake(run, cls);
      wakeParents(run, cls);
      const self = new ApexInstance(type, sizeOf(cls));
      if (isExceptionType(type)) giveState(run, self, null);
      construct(run, self, args);
      return self;
    },
  };
}
