/** `npm run sandbox`: the whole loop on one machine, without an account. `-- --help` lists the options. */
import { bannerOf, readyLine } from './start/banner.ts';
import { BridgeProblem } from './start/bridge-process.ts';
import { showLogLine } from './start/log-lines.ts';
import { readOptions, USAGE, WrongOption, type Options } from './start/options.ts';
import { PortTaken } from './start/ports.ts';
import { startSandbox, type Sandbox } from './start/sandbox.ts';
import { whenStarterIsGone } from './start/starter.ts';

/** Of sysexits.h. */
const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;
const EXIT_SOFTWARE = 70;

await main();

async function main(): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === 'help') return console.log(USAGE);
    await run(options);
  } catch (error) {
    if (error instanceof WrongOption) return end(`${error.message}\n\n${USAGE}`, EXIT_USAGE);
    if (error instanceof PortTaken) return end(error.message, EXIT_UNAVAILABLE);
    if (error instanceof BridgeProblem) return end(error.message, EXIT_SOFTWARE);
    throw error;
  }
}

async function run(options: Options): Promise<void> {
  const stopping = whenAskedToStop();
  const starting = startSandbox(options, (line) => {
    const shown = showLogLine(line);
    if (shown !== undefined) console.error(shown);
  });
  // Asked to stop while starting: whatever is there by then ends with this process.
  const sandbox = await Promise.race([starting, stopping]);
  if (typeof sandbox === 'string') process.exit(0);
  announce(sandbox, options);
  const reason = await stopping;
  console.error(`Stopping (${reason}) …`);
  await sandbox.stop();
  process.exit(0);
}

function announce(sandbox: Sandbox, options: Options): void {
  console.log(options.json ? readyLine(sandbox) : bannerOf(sandbox, options));
}

/** Resolves with the reason: a signal, or the end of the npm that started this. A second signal ends at once. */
function whenAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (reason: string) => {
      if (asked) process.exit(1);
      asked = true;
      resolve(reason);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    whenStarterIsGone(() => ask('npm is gone'));
  });
}

function end(sentence: string, code: number): void {
  console.error(sentence);
  process.exitCode = code;
}
