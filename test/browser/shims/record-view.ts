/** A record as `getRecord` gives it to a component. */
import type { QualifiedField } from './field-names.ts';
import { readFailed } from './platform-error.ts';
import type { ReadRecord } from './port.ts';

export type RecordRequest = {
  recordId: string;
  fields: QualifiedField[];
  optionalFields: QualifiedField[];
};

export type RecordView = {
  id: string;
  apiName: string;
  lastModifiedDate: string;
  systemModstamp: string;
  childRelationships: object;
  recordTypeInfo: null;
  fields: { [apiName: string]: { value: unknown; displayValue: string | null } };
};

/** @throws PlatformError a required field that the user may not see fails the whole read; an optional one is left out */
export function viewRecord(record: ReadRecord, request: RecordRequest): RecordView {
  const view: RecordView = {
    id: request.recordId,
    apiName: record.objectApiName,
    lastModifiedDate: record.lastModifiedDate,
    systemModstamp: record.lastModifiedDate,
    childRelationships: {},
    recordTypeInfo: null,
    fields: {},
  };
  for (const field of request.fields) {
    if (!addField(view, record, field)) throw hidden(field);
  }
  for (const field of request.optionalFields) addField(view, record, field);
  return view;
}

/** False when the user may not see the field. A field of another record is looked up under its whole path. */
function addField(view: RecordView, record: ReadRecord, { objectApiName, path }: QualifiedField) {
  if (objectApiName !== record.objectApiName) {
    throw readFailed(
      400,
      'INVALID_FIELD',
      `${objectApiName}.${path.join('.')} was asked of a record of ${record.objectApiName}`,
    );
  }
  const shown = record.fields[path.join('.')];
  if (!shown) return false;
  const [first = '', ...rest] = path;
  const leaf = { value: shown.value as unknown, displayValue: shown.display };
  view.fields[first] = rest.length === 0 ? leaf : nested(view.fields[first]?.value, rest, leaf);
  return true;
}

type Leaf = { value: unknown; displayValue: string | null };

function nested(beside: unknown, [first = '', ...rest]: string[], leaf: Leaf): Leaf {
  const fields = { ...(beside as { fields?: { [name: string]: Leaf } } | undefined)?.fields };
  fields[first] = rest.length === 0 ? leaf : nested(fields[first]?.value, rest, leaf);
  return { value: { fields }, displayValue: null };
}

/** The code and status of this refusal are a guess; that the whole read fails is documented. */
const hidden = ({ objectApiName, path }: QualifiedField) =>
  readFailed(
    400,
    'INVALID_FIELD',
    `No such column '${path.join('.')}' on entity '${objectApiName}'.`,
  );
