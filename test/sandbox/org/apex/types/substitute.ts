import { typeFor, type Type } from './type.ts';

/** `T` becomes what it stands for in `receiver`: the element type of `List<String>.get`. */
export function substitute(type: Type, receiver: Type): Type {
  const { parameters } = receiver.definition;
  if (parameters.length === 0) return type;
  if (type.kind === 'variable') return receiver.args[parameters.indexOf(type.name)] ?? type;
  if (type.args.length === 0) return type;
  return typeFor(
    type.definition,
    type.args.map((arg) => substitute(arg, receiver)),
  );
}
