import { describeChange, describeReason, parseAuditLine } from 'c/coSellTrail';

const solution = (more) =>
  JSON.stringify({ id: 'SOL-1', name: 'Contoso', quantity: null, price: null, ...more });

it.each([
  [
    'a value',
    { field: 'dealValue', before: '47000', after: '47300.5' },
    'Deal value 47,000 → 47,300.5',
  ],
  [
    'a day',
    { field: 'closingDate', before: '2027-02-19', after: null },
    'Close date Feb 19, 2027 → Empty',
  ],
  [
    'a status',
    { field: 'status', before: 'pending', after: 'accepted' },
    'Status Not accepted yet → Accepted',
  ],
  ['a status nobody knows', { field: 'status', before: 'x', after: 'won' }, 'Status x → Won'],
  [
    'visibility',
    { field: 'visibility', before: 'false', after: 'true' },
    'Visibility Only our company → Microsoft sellers too',
  ],
  ['text', { field: 'notes', before: null, after: 'Call' }, 'Shared notes Empty → Call'],
  ['a new field', { field: 'brandNew', before: '1', after: '2' }, 'brandNew 1 → 2'],
  ['nothing but a field', { field: 'help', before: null, after: null }, 'help'],
  ['nothing', { field: null, before: null, after: null }, ''],
  ['an id', { action: 'shared', field: null, before: null, after: '3c1f' }, ''],
  [
    'a conflict',
    { action: 'conflict', field: 'dealValue', before: '1000', after: '2' },
    'Deal value kept as 2; 1,000 gave way',
  ],
  [
    'a question',
    { action: 'held', field: 'notes', before: 'theirs', after: 'ours' },
    'Shared notes ours here, theirs in Partner Center',
  ],
  [
    'a request',
    { action: 'requested', field: 'Referral_Response__c', before: null, after: 'Accept' },
    'Accept',
  ],
  [
    'a choice',
    {
      action: 'requested',
      field: 'Co_Sell_Conflict_Choices__c',
      before: null,
      after: '{"notes":"salesforce@1f","dealValue":"partnerCenter@2e","status":"x"}',
    },
    'Shared notes: Here in Salesforce, Deal value: In Partner Center, Status: x',
  ],
  [
    'a solution that came',
    { field: 'solutions:SOL-1', before: null, after: solution() },
    'Solution Contoso (SOL-1) added',
  ],
  [
    'with a price',
    {
      field: 'solutions:SOL-1',
      before: null,
      after: solution({ quantity: 2, price: 1000, currency: 'USD' }),
    },
    'Solution Contoso (SOL-1), 2 × 1,000 USD added',
  ],
  [
    'that went',
    { field: 'solutions:SOL-1', before: solution(), after: null },
    'Solution Contoso (SOL-1) removed',
  ],
  [
    'that changed',
    { field: 'solutions:SOL-1', before: solution(), after: solution({ quantity: 3, name: null }) },
    'Solution SOL-1: name Contoso → Empty, quantity Empty → 3',
  ],
  [
    'whose price changed',
    {
      field: 'solutions:SOL-1',
      before: solution({ quantity: 2, price: 1000, currency: 'USD' }),
      after: solution({ quantity: 2, price: 1250.5, currency: 'EUR' }),
    },
    'Solution Contoso (SOL-1): price 1,000 USD → 1,250.5 EUR',
  ],
  [
    'of which nothing that is shown changed',
    { field: 'solutions:SOL-1', before: solution(), after: solution({ currency: 'USD' }) },
    'Solution Contoso (SOL-1) changed',
  ],
  [
    'of which nothing is known',
    { action: 'refused', field: 'solutions:SOL-1', before: null, after: null },
    'Solution SOL-1',
  ],
  [
    'that is asked about',
    { action: 'held', field: 'solutions:SOL-1', before: null, after: solution() },
    'Solution Contoso (SOL-1) Contoso (SOL-1) here, Empty in Partner Center',
  ],
  [
    "a solution of the record's own text",
    { field: 'solutions:S 1', before: null, after: 'Contoso (S 1)' },
    'Solution Contoso (S 1) added',
  ],
  [
    'one of it with more of them',
    {
      field: 'solutions:S 1',
      before: 'Contoso (S 1), 2 ×',
      after: 'Contoso (S 1), 3 × 1250.5 USD',
    },
    'Solution Contoso (S 1): quantity 2 → 3, price Empty → 1,250.5 USD',
  ],
  [
    'one of it with another name',
    { field: 'solutions:S1', before: 'S1, 10 USD', after: 'Contoso (S1), 10 USD' },
    'Solution Contoso (S1): name Empty → Contoso',
  ],
  [
    'one of it that is cut',
    { field: 'solutions:S1', before: 'Contoso (S1), 3 × 1…', after: 'Contoso (S1), 3 × 10 USD' },
    'Solution Contoso (S1) changed',
  ],
  [
    'somebody who joins',
    { field: 'team:x@y.example', before: null, after: '{"email":"x@y.example"}' },
    'Team member x@y.example added',
  ],
  [
    'somebody who leaves',
    { field: 'contacts:sue@y.example', before: '{"email":"sue@y.example"}', after: null },
    'Contact sue@y.example removed',
  ],
  [
    'somebody who has to wait',
    { action: 'held', field: 'contacts:sue@y.example', before: null, after: '{"email":"s"}' },
    'Contact sue@y.example',
  ],
])('tells %s in words', (_what, change, words) => {
  expect(describeChange({ action: 'sent', ...change })).toBe(words);
});

it.each([
  ['undo', 'It can still be undone for a while.'],
  ['Not a customer', 'Not a customer'],
  [null, ''],
])('tells why: %s', (reason, words) => {
  expect(describeReason(reason)).toBe(words);
});

it.each([
  [
    '2026-11-10 08:10 sent solutions:S%201%3A%2F: – → x',
    { field: 'solutions:S 1:/', before: null, after: 'x' },
  ],
  ['2026-11-10 08:10 sent solutions:%', { field: 'solutions:%', before: null, after: null }],
  ['2026-11-10 08:10 paused', { action: 'paused', field: null, reason: null }],
  ['2026-11-10 08:10 refused — No.', { action: 'refused', field: null, reason: 'No.' }],
])('reads "%s"', (line, parts) => {
  expect(parseAuditLine(line)).toMatchObject({ occurred: '2026-11-10T08:10:00Z', ...parts });
});

it('leaves what a person wrote', () => {
  expect(parseAuditLine('Called on Monday')).toBeNull();
});
