import type { SetupDesk } from './setup-desk.ts';

/**
 * Writes a one-time token for the set-up page once, straight to standard error: a log is kept and searched, and
 * nothing in it should open a door. Nothing is written while an administrator is signed in.
 */
export async function announceSetupToken({
  desk,
  publicUrl,
  write = (text) => process.stderr.write(text),
}: {
  desk: Pick<SetupDesk, 'isSomebodySignedIn' | 'issueToken'>;
  publicUrl: string;
  write?: (text: string) => unknown;
}): Promise<void> {
  if (await desk.isSomebodySignedIn()) return;
  const { token, expiresAt } = await desk.issueToken();
  write(
    [
      `Co-Sell Bridge: to connect Partner Center, open ${new URL('/setup', publicUrl).href}`,
      `and sign in with this token, once, before ${expiresAt}:`,
      token,
      '',
    ].join('\n'),
  );
}
