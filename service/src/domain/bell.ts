/**
 * What the owner of a record is told in Salesforce's bell: one table of events, each decided from what the record showed
 * and what it is to show now. So a move is told with the very change that brings it, and never twice: once the record
 * shows it, it is no news. What our own seller did is not told.
 */
import { definitionOf } from './canonical.ts';
import { shortened } from './cut.ts';
import { statusOf } from './lifecycle.ts';
import type { Reminder } from './reminders.ts';
import type { DealStatus, Json, JsonObject } from './values.ts';

/** Salesforce refuses longer ones. */
const LONGEST_TITLE = 250;
const LONGEST_BODY = 750;

export type Bell = { title: string; body: string };

export type Scene = {
  /** The fields of the record as it was read. */
  before: JsonObject;
  /** Those it does not show yet, with what it is to show. */
  news: JsonObject;
  isInbound: boolean;
  /** What the stage of the record says. */
  stage: DealStatus | undefined;
  /** Whether a wish of the seller was not carried out. */
  isRefused: boolean;
  /** When it has not been told yet. */
  reminder: Reminder | undefined;
};

type Event = {
  /** The text of the event when it happened, else undefined. */
  happened(scene: Scene): string | undefined;
  title: string;
};

/** In the order of their weight: the first that happened is the title, the texts of all are the body. */
const EVENTS: readonly Event[] = [
  theirs('Accepted', 'Microsoft accepted your deal'),
  theirs('Declined', 'Microsoft declined your deal'),
  theirs('Expired', 'Microsoft did not answer in time'),
  theirs('Won', 'Microsoft closed its half as won'),
  theirs('Lost', 'Microsoft closed its half as lost'),
  ours('Declined', 'This deal was declined in Partner Center'),
  ours('Expired', 'This deal has expired'),
  ours('Won', 'This deal was closed as won in Partner Center'),
  ours('Lost', 'This deal was closed as lost in Partner Center'),
  { title: 'You and Microsoft changed the same field', happened: asked },
  { title: 'Something needs your attention', happened: refused },
  { title: 'Microsoft assigned sellers', happened: sellersAssigned },
  { title: 'New note from Microsoft', happened: noted },
  { title: 'A deal from Microsoft is about to expire', happened: expiring },
];

/** Undefined when there is nothing to tell. */
export function bellFor(scene: Scene): Bell | undefined {
  const told = EVENTS.flatMap((event) => {
    const text = event.happened(scene);
    return text === undefined ? [] : [{ title: event.title, text }];
  });
  const [first] = told;
  if (!first) return undefined;
  const name = textOf(scene.before['Name']);
  return ring(first.title, [name, ...told.map(({ text }) => text)]);
}

/**
 * For a deal or a lead that has just come in; the reminders of its expiry that are over by then are told by this one. A
 * lead goes by its company: its name is made of two fields.
 */
export function bellForReceived(record: JsonObject): Bell {
  const expires = dayOf(record['Referral_Expires__c']);
  const company = textOf(record['Company']);
  return ring(company === '' ? 'New deal from Microsoft' : 'New lead from Microsoft', [
    company === '' ? textOf(record['Name']) : company,
    expires === '' ? '' : `Accept or decline it before ${expires}.`,
  ]);
}

/** For a failure that the seller can mend. */
export function bellForRefusal(before: JsonObject, message: string): Bell {
  return ring('Something needs your attention', [textOf(before['Name']), message]);
}

function theirs(status: string, title: string): Event {
  return {
    title,
    happened: (scene) =>
      scene.news['Microsoft_Status__c'] === status && knewMicrosoft(scene) ? '' : undefined,
  };
}

function ours(substatus: string, title: string): Event {
  return {
    title,
    happened: (scene) => {
      if (scene.news['Referral_Substatus__c'] !== substatus || isOwnDoing(scene, substatus))
        return undefined;
      const reason = textOf(scene.news['Referral_Status_Reason__c']);
      return reason === '' ? '' : `Reason: ${reason}.`;
    },
  };
}

/** Our seller asked for it on the card, or set the stage. */
function isOwnDoing({ before, stage }: Scene, substatus: string): boolean {
  const status = statusOf({ status: 'Closed', substatus });
  const isStaged =
    stage !== undefined &&
    status !== undefined &&
    definitionOf('status').equalAcross(stage, status);
  return isStaged || (status === 'declined' && before['Referral_Response__c'] === 'Decline');
}

/** On a deal of Microsoft's its half is there from the start: what it shows first is no move. */
function knewMicrosoft({ before, isInbound }: Scene): boolean {
  return !isInbound || textOf(before['Microsoft_Status__c']) !== '';
}

function sellersAssigned(scene: Scene): string | undefined {
  const before = linesOf(scene.before['Microsoft_Sellers__c']);
  const added = linesOf(scene.news['Microsoft_Sellers__c']).filter(
    (line) => !before.includes(line),
  );
  return added.length > 0 && knewMicrosoft(scene)
    ? `Microsoft’s sellers: ${added.join('; ')}.`
    : undefined;
}

/** Microsoft's half begins with what our own seller wrote. */
function noted(scene: Scene): string | undefined {
  const note = textOf(scene.news['Microsoft_Notes__c']);
  const own = [scene.before['Co_Sell_Notes__c'], scene.before['Note_to_Microsoft__c']].map(textOf);
  return note !== '' && !own.includes(note) && knewMicrosoft(scene)
    ? `Microsoft writes: ${note}`
    : undefined;
}

function asked({ before, news }: Scene): string | undefined {
  const known = questionsOf(before['Co_Sell_Conflicts__c']);
  const isNew = questionsOf(news['Co_Sell_Conflicts__c']).some((hash) => !known.includes(hash));
  return isNew ? textOf(news['Co_Sell_Sync_Message__c']) : undefined;
}

/** A checklist is what our own seller left open, and sees on the card. */
function refused({ before, news, isRefused }: Scene): string | undefined {
  const message = textOf(news['Co_Sell_Sync_Message__c']);
  const status = news['Co_Sell_Sync_Status__c'] ?? before['Co_Sell_Sync_Status__c'];
  const checklist = news['Co_Sell_Checklist__c'] ?? before['Co_Sell_Checklist__c'];
  const isOpen = status === 'Needs Attention' && textOf(checklist) === '';
  return message !== '' && (isOpen || isRefused) ? message : undefined;
}

function expiring({ reminder }: Scene): string | undefined {
  if (!reminder) return undefined;
  const left = reminder.days === 1 ? 'one day' : `${reminder.days} days`;
  return `It expires in ${left}, on ${dayOf(reminder.expires)}. Accept or decline it before.`;
}

function ring(title: string, texts: string[]): Bell {
  // One sentence may tell two things that happened.
  const body = [...new Set(texts)].filter((text) => text !== '').join('\n');
  return { title: shortened(title, LONGEST_TITLE), body: shortened(body, LONGEST_BODY) || title };
}

function questionsOf(tiles: Json | undefined): string[] {
  return [...textOf(tiles).matchAll(/"hash":"([^"]+)"/g)].map(([, hash = '']) => hash);
}

const linesOf = (value: Json | undefined): string[] =>
  textOf(value)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);

const dayOf = (value: Json | undefined): string => textOf(value).slice(0, 10);

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}
