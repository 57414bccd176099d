import { describe, expect, it } from 'vitest';
import { CannotStart } from '../../../service/src/errors.ts';
import { createLog } from '../../../service/src/log.ts';
import { serve, type Parts } from '../../../service/src/http/serve.ts';

const LISTEN = { host: '127.0.0.1', port: 8080 };

/** Parts that note what is asked of them, in order; `given` steps behave as told. */
function createParts(given: { [step: string]: () => Promise<unknown> } = {}) {
  const steps: string[] = [];
  const step = (name: string) => async () => {
    steps.push(name);
    await given[name]?.();
  };
  const parts: Parts = {
    app: {
      listen: async () => {
        await step('listen')();
        return 'http://127.0.0.1:8080';
      },
      close: step('close http') as Parts['app']['close'],
      drain: () => void steps.push('drain'),
    },
    bridge: { start: step('start'), stop: step('finish claims') },
    store: { close: step('close store') },
    log: createLog({ level: 'silent' }),
  };
  return { parts, steps };
}

const failure = (code: string) => () => Promise.reject(Object.assign(new Error('x'), { code }));

describe('serving', () => {
  it('starts the core before it opens the door', async () => {
    const { parts, steps } = createParts();
    expect((await serve(parts, LISTEN)).address).toBe('http://127.0.0.1:8080');
    expect(steps).toEqual(['start', 'listen']);
  });

  it('closes the door first and the store last, once', async () => {
    const { parts, steps } = createParts();
    const running = await serve(parts, LISTEN);
    await Promise.all([running.stop(), running.stop()]);
    expect(steps.slice(2)).toEqual(['drain', 'close http', 'finish claims', 'close store']);
  });

  it('does not wait for a claim longer than it may', async () => {
    const never = Promise.withResolvers<never>();
    const { parts, steps } = createParts({ 'finish claims': () => never.promise });
    await (await serve(parts, LISTEN, { withinMs: 20 })).stop();
    expect(steps.at(-1)).toBe('close store');
  });

  it('closes the store although the core fails at the stop', async () => {
    const { parts, steps } = createParts({ 'finish claims': failure('broken') });
    await (await serve(parts, LISTEN)).stop();
    expect(steps.at(-1)).toBe('close store');
  });

  it('closes the store when the core cannot start, and passes on why', async () => {
    const { parts, steps } = createParts({
      start: () =>
        Promise.reject(new CannotStart('other-org', 'The store belongs to another org.')),
    });
    await expect(serve(parts, LISTEN)).rejects.toThrow('The store belongs to another org.');
    expect(steps).not.toContain('listen');
    expect(steps.at(-1)).toBe('close store');
  });

  it.each([
    ['EADDRINUSE', /Port 8080 on 127\.0\.0\.1: another program listens there/],
    ['EACCES', /set PORT to 1024 or more/],
    ['EADDRNOTAVAIL', /set HOST/],
    ['EWHATEVER', /the system answered EWHATEVER/],
  ])('says what to do about %s', async (code, sentence) => {
    const { parts, steps } = createParts({ listen: failure(code) });
    const error = await serve(parts, LISTEN).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CannotStart);
    expect(error).toMatchObject({ code: 'port', message: expect.stringMatching(sentence) });
    expect(steps.at(-1)).toBe('close store');
  });
});
