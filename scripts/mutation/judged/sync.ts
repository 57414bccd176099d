import { inFile, type Judgement } from '../judgement.ts';

export const SYNC: readonly Judgement[] = [
  ...inFile('service/src/sync/verify-audit.ts', [
    {
      at: '(differences ?? [])',
      becomes: '["Stryker was here"]',
      verdict: 'equivalent',
      why: 'a difference without the key of an entry belongs to no pair',
    },
    {
      at: 'if (entries.length === 0) return [];',
      becomes: '["Stryker was here"]',
      verdict: 'equivalent',
      why: 'a difference without the key of an entry belongs to no pair',
    },
    {
      at: 'if (found.length === 0) continue;',
      becomes: 'false',
      verdict: 'unobservable',
      why: 'nothing is added to the findings; the record of the pair is looked up in vain',
    },
  ]),
  ...inFile('service/src/sync/troubled-pair.ts', [
    {
      at: "code: 'unexpected', detail: ''",
      becomes: '"Stryker was here!"',
      verdict: 'equivalent',
      why: 'the sentence of this code has no place for a detail',
    },
  ]),
];
