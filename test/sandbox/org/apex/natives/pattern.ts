import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { typeFor } from '../types/type.ts';
import { ApexList } from '../values/collections.ts';
import { core, listOf } from '../types/core.ts';
import { NativeObject } from '../values/objects.ts';
import { javaPattern, javaReplacement } from './java-pattern.ts';

type PatternState = { source: string };
type Matched = RegExpExecArray | null;
type MatcherState = {
  source: string;
  text: string;
  from: number;
  matched: Matched;
  start: number;
  end: number;
};
type Matcher = NativeObject<MatcherState>;

const pattern = nativeType('Pattern', {
  methods: {
    'matcher(String):Matcher': (_run, { state }: NativeObject<PatternState>, text: string) =>
      newMatcher(state.source, text),
    'pattern():String': (_run, { state }: NativeObject<PatternState>) => state.source,
    'split(String):List<String>': (run: Run, { state }: NativeObject<PatternState>, text: string) =>
      new ApexList(listOf(core.string()), text.split(javaPattern(run, state.source, 'g'))),
  },
  statics: {
    'compile(String):Pattern': (run: Run, source: string) => {
      javaPattern(run, source, 'g');
      return new NativeObject<PatternState>(typeFor(pattern), { source }, { text: source });
    },
    'matches(String,String):Boolean': (run: Run, source: string, text: string) =>
      whole(run, source, text) !== null,
    'quote(String):String': (_run, text: string) => `\\Q${text}\\E`,
  },
});

const matcher = nativeType('Matcher', {
  methods: {
    'matches():Boolean': (run: Run, { state }: Matcher) => {
      state.matched = whole(run, state.source, region(state));
      return state.matched !== null;
    },
    'lookingAt():Boolean': (run: Run, { state }: Matcher) => {
      const expression = javaPattern(run, state.source, 'y');
      state.matched = expression.exec(region(state));
      return state.matched !== null;
    },
    'find():Boolean': (run: Run, { state }: Matcher) => find(run, state),
    'find(Integer):Boolean': (run: Run, { state }: Matcher, from: number) => {
      state.from = from;
      return find(run, state);
    },
    'group():String': (run: Run, { state }: Matcher) => groupOf(run, state, 0),
    'group(Integer):String': (run: Run, { state }: Matcher, at: number) => groupOf(run, state, at),
    'groupCount():Integer': (run: Run, { state }: Matcher) =>
      // An alternative that matches the empty text tells how many groups there are.
      (new RegExp(`${javaPattern(run, state.source, '').source}|`).exec('')?.length ?? 1) - 1,
    'start():Integer': (run: Run, { state }: Matcher) => found(run, state).index,
    'end():Integer': (run: Run, { state }: Matcher) => {
      const match = found(run, state);
      return match.index + match[0].length;
    },
    'hitEnd():Boolean': (_run, { state }: Matcher) =>
      state.matched === null || state.from >= state.text.length,
    'replaceAll(String):String': (run: Run, { state }: Matcher, by: string) =>
      state.text.replace(javaPattern(run, state.source, 'g'), javaReplacement(by)),
    'replaceFirst(String):String': (run: Run, { state }: Matcher, by: string) =>
      state.text.replace(javaPattern(run, state.source, ''), javaReplacement(by)),
    'reset():Matcher': (_run, self: Matcher) => {
      self.state.from = 0;
      self.state.matched = null;
      return self;
    },
    'region(Integer,Integer):Matcher': (_run, self: Matcher, start: number, end: number) => {
      Object.assign(self.state, { start, end, from: start });
      return self;
    },
  },
});

const newMatcher = (source: string, text: string): Matcher =>
  new NativeObject(typeFor(matcher), {
    source,
    text,
    from: 0,
    matched: null,
    start: 0,
    end: text.length,
  });

const region = ({ text, start, end }: MatcherState) => text.slice(start, end);

const whole = (run: Run, source: string, text: string): Matched =>
  javaPattern(run, `^(?:${source})$`.replace(/^\^\(\?:(\(\?[ims]+\))/, '$1^(?:'), '').exec(text);

function find(run: Run, state: MatcherState): boolean {
  const expression = javaPattern(run, state.source, 'g');
  expression.lastIndex = state.from;
  state.matched = state.from > state.end ? null : expression.exec(state.text.slice(0, state.end));
  if (!state.matched) return false;
  const { index, 0: text } = state.matched;
  state.from = text === '' ? index + 1 : index + text.length;
  return true;
}

const found = (run: Run, { matched }: MatcherState): RegExpExecArray =>
  matched ?? run.raise('StringException', 'No match found');

function groupOf(run: Run, state: MatcherState, at: number): string | null {
  const match = found(run, state);
  if (at >= match.length) run.raise('StringException', `No group ${at}`);
  return match[at] ?? null;
}
