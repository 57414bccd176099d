/** Lets the bridge register its own webhook, as an administrator does. */
import type { Rig } from './rig.ts';

type Registration = { state: string; reason: string | null; message: string };

/** Lost and late events are for the deals; the registration itself must stand. @throws Error saying why it does not */
export async function registerWebhook({ operations }: Pick<Rig, 'operations'>): Promise<void> {
  const answer = await operations('/webhook/register', 'POST');
  const { state, reason, message } = (await answer.json()) as Registration;
  if (state === 'registered' && reason === null) return;
  throw new Error(`the webhook was not registered (HTTP ${answer.status}): ${state}, ${message}`);
}
