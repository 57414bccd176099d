import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ApexMethod } from '../shims/apex.ts';

/** An `@AuraEnabled` method with its options, name and parameters; comments are gone by then. */
const METHOD =
  /@AuraEnabled\s*(?:\(([^)]*)\))?\s+(?:public|global)\s+static\s+[\w.<>,\s]+?\s(\w+)\s*\(([^)]*)\)\s*\{/gi;

/** What the classes of a folder offer to components, by `Class.method`. */
export function readApexMethods(folder: string): Map<string, ApexMethod> {
  const methods = new Map<string, ApexMethod>();
  for (const file of existsSync(folder) ? readdirSync(folder, { recursive: true }) : []) {
    const path = String(file);
    if (!path.endsWith('.cls')) continue;
    const className = basename(path, '.cls');
    for (const method of methodsOf(className, readFileSync(join(folder, path), 'utf8'))) {
      methods.set(`${className}.${method.methodName}`, method);
    }
  }
  return methods;
}

function methodsOf(className: string, source: string): ApexMethod[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  return [...code.matchAll(METHOD)].map(([, options = '', methodName = '', parameters = '']) => ({
    className,
    methodName,
    isCacheable: /cacheable\s*=\s*true/i.test(options),
    parameters: parameters
      .split(/,(?![^<]*>)/)
      .map((parameter) => parameter.trim().split(/\s+/).at(-1) ?? '')
      .filter((name) => name !== ''),
  }));
}
