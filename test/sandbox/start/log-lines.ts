/** The bridge's log for a person: its name in front, the sentence first, then what comes with it. */
const NAME = 'bridge | ';
const LEVELS_SHOWN: Record<string, string> = { warn: 'WARN ', error: 'ERROR ', fatal: 'FATAL ' };
/** The page asks for health every second. */
const NOISE = '/v1/operations/health';

/** One line to print, or undefined for a line that only says that the page looked. */
export function showLogLine(line: string): string | undefined {
  const entry = parse(line);
  if (!entry) return `${NAME}${line}`;
  const { time, level, msg, route, ...rest } = entry;
  if (route === NOISE) return undefined;
  const clock = String(time).slice(11, 19);
  const more = Object.entries({ ...(route ? { route } : {}), ...rest })
    .map(
      ([name, value]) =>
        `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
    )
    .join(' ');
  return `${NAME}${clock} ${LEVELS_SHOWN[String(level)] ?? ''}${String(msg)} ${more}`.trimEnd();
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null
      ? (entry as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
