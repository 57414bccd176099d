import { expect, it } from 'vitest';
import { showLogLine } from './log-lines.ts';

it.each([
  [
    'an event with what belongs to it',
    '{"level":"info","time":"2026-05-01T10:11:12.345Z","msg":"listening","address":"http://127.0.0.1:1"}',
    'bridge | 10:11:12 listening address=http://127.0.0.1:1',
  ],
  [
    'a warning by its name',
    '{"level":"warn","time":"2026-05-01T10:11:12.345Z","msg":"pair fault","codes":["a"]}',
    'bridge | 10:11:12 WARN pair fault codes=["a"]',
  ],
  [
    'what is no log line as it is',
    'Co-Sell Bridge cannot start',
    'bridge | Co-Sell Bridge cannot start',
  ],
])('shows %s', (_title, line, shown) => {
  expect(showLogLine(line)).toBe(shown);
});

it('leaves out that the page asked for health', () => {
  const line =
    '{"level":"info","time":"2026-05-01T10:11:12.345Z","msg":"request","route":"/v1/operations/health"}';
  expect(showLogLine(line)).toBeUndefined();
});
