import { CATALOGUE, explain } from '../../domain/catalogue.ts';
import { HostFault, PairFault } from '../../errors.ts';
import type { ConsentFlow } from '../../sync/connection.ts';
import { withWebhookAdvice } from '../../sync/connection-health.ts';
import type { WebhookStatus } from '../../sync/webhook-port.ts';
import { Problem } from '../problem.ts';
import { toProblem } from '../to-problem.ts';
import type { Notice } from './page.ts';

type Outcome = Awaited<ReturnType<ConsentFlow['finish']>>;

/** Never a word of what the authority sent: only a code of ours, explained. */
export const noticeOfConsent = (outcome: Outcome): Notice =>
  outcome.kind === 'connected'
    ? { tone: 'good', text: 'Partner Center is connected.' }
    : { tone: 'bad', text: sentenceOf(outcome.code) };

export function noticeOfWebhook(status: WebhookStatus): Notice {
  const { message } = withWebhookAdvice(status);
  return { tone: status.state === 'registered' && !status.reason ? 'good' : 'warn', text: message };
}

/** @throws whatever is no refusal of a host or of ours */
export function noticeOfFault(error: unknown): Notice {
  const isRefusal =
    error instanceof Problem || error instanceof HostFault || error instanceof PairFault;
  if (!isRefusal) throw error;
  const text = error instanceof Problem ? error.message : sentenceOfFault(error);
  return { tone: 'bad', text };
}

const sentenceOfFault = (fault: HostFault | PairFault): string =>
  Object.hasOwn(CATALOGUE, fault.code) ? sentenceOf(fault.code) : toProblem(fault).message;

function sentenceOf(code: string): string {
  const { message, fix } = explain(code);
  return `${message} ${fix}`;
}
