/** Unkindness and open questions, made of the simulator's switches. */
import { isDeepStrictEqual } from 'node:util';
import { applySwitches } from '../switches.ts';
import type { SwitchChanges, Switches, WebhookSwitches } from '../switches.ts';
import type { Condition } from './conditions.ts';

type Setting = {
  name: string;
  label: string;
  explains: string;
  group: Condition['group'];
  /** The first is how a kind simulator begins. */
  levels: Readonly<Record<string, unknown>>;
  read(switches: Switches): unknown;
  change(value: never): SwitchChanges;
};

const CHANCES = { off: 0, 'one in four': 0.25, always: 1 };
const seconds = (least: number, most: number) => [least * 1_000, most * 1_000];

const SETTINGS: readonly Setting[] = [
  ofLists('listLagMs', {
    label: 'Lists lag',
    explains: 'Lists show the deals as they were some time ago.',
    levels: { off: seconds(0, 0), '5 s': seconds(5, 5), 'up to 30 s': seconds(0, 30) },
  }),
  ofLists('staleGetChance', {
    label: 'Stale reads',
    explains: 'Reading one referral shows the version before the current one.',
    levels: CHANCES,
  }),
  ofLists('preferIgnoredChance', {
    label: 'No body after a write',
    explains: 'A write that asks for the referral back is answered 204 without it.',
    levels: CHANCES,
  }),
  ofWebhooks('off', {
    label: 'No webhooks',
    explains: 'Events are written down and not sent.',
    levels: { off: false, on: true },
  }),
  ofWebhooks('dropChance', {
    label: 'Lost webhooks',
    explains: 'Events get lost on the way.',
    levels: CHANCES,
  }),
  ofWebhooks('duplicateChance', {
    label: 'Doubled webhooks',
    explains: 'Events are sent twice.',
    levels: CHANCES,
  }),
  ofWebhooks('delayMs', {
    label: 'Late webhooks',
    explains: 'Events wait before they are sent; different waits change their order.',
    levels: { off: seconds(0, 0), '5 s': seconds(5, 5), 'up to 30 s': seconds(0, 30) },
  }),
  ofRules('newToWon', {
    label: 'New may become Won or Lost',
    explains: 'Whether a deal can be closed without having been accepted.',
    levels: { no: false, yes: true },
  }),
  ofRules('activeToDeclined', {
    label: 'Active may be Declined',
    explains: 'Whether an accepted deal can still be declined or expire.',
    levels: { no: false, yes: true },
  }),
  ofRules('reasonRequired', {
    label: 'A reason is required',
    explains: 'Whether Declined and Lost are refused without a reason.',
    levels: { no: false, yes: true },
  }),
  ofRules('terminalStatus', {
    label: 'Writing to a closed deal',
    explains: 'The status of the refusal.',
    levels: { '400': 400, '409': 409 },
  }),
  ofRules('microsoftReferralReadable', {
    label: "Microsoft's referral by id",
    explains: "Whether the partner may read Microsoft's referral by its id; lists show it always.",
    levels: { readable: true, refused: false },
  }),
];

export const switchConditions = (switches: Switches): Condition[] =>
  SETTINGS.map(({ name, label, explains, group, levels, read, change }) => ({
    name,
    label,
    explains,
    group,
    levels: Object.keys(levels),
    level() {
      const value = read(switches);
      const known = Object.keys(levels).find((level) => isDeepStrictEqual(levels[level], value));
      return known ?? JSON.stringify(value);
    },
    set(level) {
      applySwitches(switches, change(levels[level] as never));
    },
  }));

type Words = Pick<Setting, 'label' | 'explains' | 'levels'>;
type PlainName = Exclude<keyof Switches, 'webhooks'>;

function plain(name: PlainName, group: Condition['group'], words: Words): Setting {
  const read = (switches: Switches) => switches[name];
  return { ...words, name, group, read, change: (value) => ({ [name]: value }) };
}

function ofLists(name: PlainName, words: Words): Setting {
  return plain(name, 'What the API answers', words);
}

function ofRules(name: PlainName, words: Words): Setting {
  return plain(name, 'What nobody outside knows', words);
}

function ofWebhooks(name: keyof WebhookSwitches, words: Words): Setting {
  return {
    ...words,
    name: `webhooks.${name}`,
    group: 'Webhooks',
    read: ({ webhooks }) => webhooks[name],
    change: (value) => ({ webhooks: { [name]: value } }),
  };
}
