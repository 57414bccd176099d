/**
 * Stands for `lightning/uiRecordApi`: what our components use of it. Anything else of the module is no export here,
 * so that the build names it.
 */
import { readFieldReference, readFieldReferences, type FieldReference } from './field-names.ts';
import { copyOf, frozenCopy } from './frozen.ts';
import { readFailed, shownError } from './platform-error.ts';
import { port, type FieldValue } from './port.ts';
import { viewRecord, type RecordRequest, type RecordView } from './record-view.ts';
import { WireSource, type GiveToComponent } from './wire-source.ts';

const CONFIG_KEYS = ['recordId', 'fields', 'optionalFields'];
const INPUT_KEYS = ['fields', 'apiName', 'allowSaveOnDuplicate'];
const CLIENT_OPTIONS = ['ifUnmodifiedSince'];

const connected = new Set<WireSource<RecordRequest>>();

/** Wire adapter, by its form. */
export class getRecord {
  readonly #source: WireSource<RecordRequest>;

  constructor(give: GiveToComponent) {
    this.#source = new WireSource(give, readView);
  }

  connect(): void {
    connected.add(this.#source);
    this.#source.connect();
  }

  disconnect(): void {
    connected.delete(this.#source);
    this.#source.disconnect();
  }

  update(config: { [key: string]: unknown }): void {
    this.#source.update(readConfig(config));
  }
}

/** Every wire of these records is given what is new before this settles. */
export async function notifyRecordUpdateAvailable(items: { recordId: string }[]): Promise<void> {
  const ids = new Set(items.map(({ recordId }) => recordId));
  const sources = [...connected].filter(({ config }) => config && ids.has(config.recordId));
  await Promise.all(sources.map((source) => source.refresh()));
}

export async function updateRecord(
  recordInput: { fields: { [name: string]: FieldValue } },
  clientOptions: { ifUnmodifiedSince?: string } = {},
): Promise<RecordView> {
  refuseOthers('updateRecord', recordInput, INPUT_KEYS);
  refuseOthers('updateRecord options', clientOptions, CLIENT_OPTIONS);
  const { Id: recordId, ...fields } = copyOf(recordInput.fields);
  if (typeof recordId !== 'string') throw new TypeError('updateRecord: fields.Id is missing');
  try {
    await refuseStale(recordId, clientOptions.ifUnmodifiedSince);
    await port().updateRecord(recordId, fields);
    await notifyRecordUpdateAvailable([{ recordId }]);
    const record = await port().readRecord(recordId, Object.keys(fields));
    const names = Object.keys(fields).map((name) => `${record.objectApiName}.${name}`);
    return frozenCopy(
      viewRecord(record, { recordId, fields: [], optionalFields: readFieldReferences(names) }),
    );
  } catch (error) {
    throw frozenUnlessOurs(error);
  }
}

/** `undefined` when the record was read without the field. */
export function getFieldValue(record: unknown, field: FieldReference): unknown {
  return fieldOf(record, field)?.value;
}

export function getFieldDisplayValue(record: unknown, field: FieldReference): unknown {
  return fieldOf(record, field)?.displayValue;
}

type Field = { value: unknown; displayValue: unknown };

function fieldOf(record: unknown, reference: FieldReference): Field | undefined {
  let field: Field | undefined = { value: record, displayValue: null };
  for (const name of readFieldReference(reference).path) {
    const { fields } = (field?.value ?? {}) as { fields?: { [name: string]: Field } };
    field = fields?.[name];
  }
  return field;
}

async function readView(request: RecordRequest): Promise<RecordView> {
  const wanted = [...request.fields, ...request.optionalFields];
  const names = wanted.map(({ path }) => path.join('.'));
  return viewRecord(await port().readRecord(request.recordId, names), request);
}

function readConfig(config: { [key: string]: unknown }): RecordRequest | undefined {
  refuseOthers('getRecord', config, CONFIG_KEYS);
  const { recordId, fields, optionalFields } = config;
  if (typeof recordId !== 'string' || (fields === undefined && optionalFields === undefined)) {
    return undefined;
  }
  return {
    recordId,
    fields: readFieldReferences(fields),
    optionalFields: readFieldReferences(optionalFields),
  };
}

async function refuseStale(recordId: string, unmodifiedSince: string | undefined): Promise<void> {
  if (unmodifiedSince === undefined) return;
  const { lastModifiedDate } = await port().readRecord(recordId, []);
  if (Date.parse(lastModifiedDate) > Date.parse(unmodifiedSince)) {
    throw readFailed(412, 'CONFLICT', 'The record was modified since it was read.');
  }
}

function refuseOthers(what: string, given: object, known: readonly string[]): void {
  const other = Object.keys(given).find((key) => !known.includes(key));
  if (other !== undefined) throw new Error(`${what}: ${other} is not known to the shim`);
}

function frozenUnlessOurs(error: unknown): unknown {
  const shown = shownError(error);
  return shown === error ? error : frozenCopy(shown);
}
