import { execFileSync } from 'node:child_process';

const LOOK_MS = 1_000;

/**
 * Calls once when the npm that started this process is gone: a killed npm takes nothing along. Without npm it never
 * calls, because whoever starts the sandbox by hand may put it into the background.
 */
export function whenStarterIsGone(call: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const starter = npmProcess();
  const look = setInterval(() => {
    if (isAlive(starter)) return;
    clearInterval(look);
    call();
  }, LOOK_MS);
  look.unref();
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** npm runs scripts through `sh -c`; some shells stay in between, others become the script. */
function npmProcess(): number {
  try {
    const line = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(process.ppid)]);
    const [, above, command = ''] = /^\s*(\d+)\s+(.*)/.exec(line.toString()) ?? [];
    return /^(\S*\/)?\w*sh -c /.test(command) ? Number(above) : process.ppid;
  } catch {
    return process.ppid;
  }
}
