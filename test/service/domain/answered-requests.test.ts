import { expect, it } from 'vitest';
import { answeredRequests } from '../../../service/src/domain/answered-requests.ts';
import type { JsonObject } from '../../../service/src/domain/values.ts';

it.each<[what: string, fields: JsonObject, cleared: string[]]>([
  [
    'nothing where nothing was wanted',
    { Co_Sell_Request__c: null, Co_Sell_Conflict_Choices__c: '' },
    [],
  ],
  ['a request', { Co_Sell_Request__c: 'Sync Now' }, ['Co_Sell_Request__c']],
  ['a choice', { Co_Sell_Conflict_Choices__c: '{}' }, ['Co_Sell_Conflict_Choices__c']],
  ['no request to unlink, which has a change of its own', { Co_Sell_Request__c: 'Unlink' }, []],
])('clears %s', (_what, fields, cleared) => {
  expect(answeredRequests({ fields })).toEqual(
    Object.fromEntries(cleared.map((name) => [name, null])),
  );
});
