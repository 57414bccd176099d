/** What a line of the log says is for people who look for a cause; tests ask that it is written, and when. */
import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

type Node = { type: string; callee?: Node; object?: Node; property?: Node; name?: string };
type Path = { node: Node; parentPath: Path | null };

const LEVELS = ['debug', 'info', 'warn', 'error'];
const WRITTEN = ['StringLiteral', 'TemplateLiteral'];

/** Texts that are given to a logger, and nothing else of the call. */
export function shouldIgnore(path: Path): string | undefined {
  const call = path.parentPath?.node;
  if (!WRITTEN.includes(path.node.type) || call?.type !== 'CallExpression') return undefined;
  const { object, property } = call.callee ?? {};
  const isLog = object?.name === 'log' && LEVELS.includes(property?.name ?? '');
  return isLog ? 'the text of a log line' : undefined;
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'log-texts', {
    shouldIgnore: (path) => shouldIgnore(path as Path),
  }),
];
