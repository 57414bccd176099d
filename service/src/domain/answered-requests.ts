import type { JsonObject, RecordSnapshot } from './values.ts';

/**
 * Requests and choices are wanted state: a visit has read them, so they leave the record. A stale choice was simply
 * not taken; Unlink is cleared by its own change.
 */
export function answeredRequests({ fields }: Pick<RecordSnapshot, 'fields'>): JsonObject {
  const request = fields['Co_Sell_Request__c'];
  return {
    ...(fields['Co_Sell_Conflict_Choices__c'] ? { Co_Sell_Conflict_Choices__c: null } : {}),
    ...(request && request !== 'Unlink' ? { Co_Sell_Request__c: null } : {}),
  };
}
