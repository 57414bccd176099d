import type { FastifyInstance } from 'fastify';

/**
 * Notes the routes registered from now on and answers which methods an address would take; none when there
 * is no such address. Fastify's router only says that nothing matched.
 */
export function allowedMethods(app: FastifyInstance): (url: string) => string[] {
  const methods = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', (route) => {
    const known = methods.get(route.url) ?? { pattern: toPattern(route.url), methods: new Set() };
    for (const method of [route.method].flat()) known.methods.add(method);
    methods.set(route.url, known);
  });
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    const matching = [...methods.values()].filter(({ pattern }) => pattern.test(path));
    return matching.flatMap((known) => [...known.methods]);
  };
}

const toPattern = (url: string): RegExp => new RegExp(`^${url.replace(/:[A-Za-z]+/g, '[^/]+')}$`);
