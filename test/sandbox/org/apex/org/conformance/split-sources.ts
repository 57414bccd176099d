import type { Source } from '../../compile/program.ts';

/** Classes and triggers of a program, each below `+++ Name.cls`; what runs is below `+++ run`, or all there is. */
export function splitSources(text: string): { sources: Source[]; body: string } {
  const [before = '', ...parts] = text.split(/^\+\+\+ /m);
  if (parts.length === 0) return { sources: [], body: text };
  if (before.trim() !== '') throw new Error('A program begins with +++ or has none');
  const files = parts.map((part) => {
    const [file = '', ...lines] = part.split('\n');
    return { file: file.trim(), text: lines.join('\n') };
  });
  const body = files.find(({ file }) => file === 'run');
  if (!body) throw new Error('A program with sources needs +++ run');
  return { sources: files.filter((one) => one !== body), body: body.text };
}
