/** The bodies of `test/fixtures/partner-center`, each time a fresh copy. */
import { readFileSync } from 'node:fs';
import type { Json, ReferralDocument } from '../../../service/src/domain/values.ts';

/** Our organisation in the fixtures. */
export const US = '3f6a1c52-9b0e-4d7a-8c11-2b5e9a70d4e6';

export const referralFixture = () => read('referral') as ReferralDocument;
export const microsoftFixture = () => read('microsoft-referral') as ReferralDocument;
export const inboundFixture = () => read('inbound-referral') as ReferralDocument;
export const listFixture = () => read('list') as { value: ReferralDocument[] };

const texts = new Map<string, string>();

function read(name: string): Json {
  const file = new URL(`../../fixtures/partner-center/${name}.json`, import.meta.url);
  const text = texts.get(name) ?? readFileSync(file, 'utf8');
  texts.set(name, text);
  return JSON.parse(text) as Json;
}
