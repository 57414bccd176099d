/** A port over fixed records, which remembers what was asked of it. */
import { copyOf } from '../shims/frozen.ts';
import { apexFailed, readFailed, saveFailed } from '../shims/platform-error.ts';
import type { ApexCall, FieldValue, PageReference, Port, ReadRecord } from '../shims/port.ts';
import { DEFAULT_ANSWERS } from './default-answers.ts';
import type { Journal } from './journal.ts';
import type { PageState } from './page-state.ts';

export function fixedPort(state: PageState, journal: Journal): Port {
  const records = copyOf(state.records);
  const recordOf = (id: string): ReadRecord => {
    const record = records[id];
    if (record) return record;
    throw readFailed(404, 'NOT_FOUND', `The requested resource does not exist`);
  };

  return {
    async readRecord(recordId) {
      if (state.reading === 'never') return never();
      if (state.reading !== 'answers') {
        const { status, code, message } = state.reading;
        throw readFailed(status, code, message);
      }
      return recordOf(recordId);
    },

    async updateRecord(recordId, fields) {
      journal.updates.push({ recordId, fields });
      const record = recordOf(recordId);
      refuse(state, record, fields);
      for (const [name, value] of Object.entries(fields)) {
        record.fields[name] = { value, display: typeof value === 'string' ? value : null };
      }
      stampAsTheTriggerDoes(record);
      record.lastModifiedDate = new Date().toISOString();
      record.fields['LastModifiedDate'] = { value: record.lastModifiedDate, display: null };
    },

    async callApex(call) {
      journal.apexCalls.push(copyOf(call));
      const name = `${call.className}.${call.methodName}`;
      const answer = state.apex[name];
      if (answer === 'never') return never();
      if (answer === undefined) return defaultAnswer(name, call, records);
      if ('returns' in answer) return answer.returns;
      const { throws } = answer;
      const message = typeof throws === 'string' ? throws : JSON.stringify(throws);
      throw apexFailed('System.AuraHandledException', message);
    },

    navigate: (pageReference, replace) => journal.navigations.push({ pageReference, replace }),
    generateUrl: (pageReference) => Promise.resolve(urlOf(pageReference)),
    currentPage: () => ({ type: 'standard__recordPage', attributes: {}, state: {} }),
  };
}

function defaultAnswer(
  name: string,
  { parameters }: ApexCall,
  records: { [id: string]: ReadRecord },
): unknown {
  const answer = DEFAULT_ANSWERS[name];
  if (!answer) throw new Error(`the state has no answer for ${name}`);
  return answer(parameters, records[String(parameters['recordId'])]);
}

function refuse(state: PageState, record: ReadRecord, fields: { [name: string]: FieldValue }) {
  const hidden = Object.keys(fields).find((name) => !record.fields[name]);
  if (hidden) {
    throw readFailed(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${hidden}.`,
    );
  }
  if (state.saving !== 'answers') {
    const { field, code, message } = state.saving;
    throw saveFailed([{ field, fieldLabel: field, code, message }]);
  }
}

/** The package's own trigger marks a shared deal that was edited; without it the card would show what no org shows. */
function stampAsTheTriggerDoes({ fields }: ReadRecord): void {
  const isShared = fields['Sync_with_Partner_Center__c']?.value === true;
  if (!isShared && !fields['Referral_Identifier__c']?.value) return;
  fields['Co_Sell_Change_Token__c'] = {
    value: '5f2d7f0e-0000-4000-8000-000000000001',
    display: null,
  };
  fields['Co_Sell_Sync_Status__c'] = { value: 'Queued', display: 'Queued' };
}

const never = (): Promise<never> => new Promise(() => undefined);

function urlOf({ type, attributes }: PageReference): string {
  if (type === 'standard__recordPage')
    return `/lightning/r/${String(attributes?.['recordId'])}/view`;
  if (type === 'standard__webPage') return String(attributes?.['url']);
  return `/lightning/${type}`;
}
