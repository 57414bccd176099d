/**
 * The smallest org that answers: recorded shapes over real HTTP, no rules of its own. What it knows of the package
 * comes from `force-app`. For behaviour there is the simulator; this one is for odd and broken answers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';

export type StubRequest = {
  method: string;
  path: string;
  /** The query's text, when it is one. */
  soql: string;
  headers: IncomingMessage['headers'];
  body: unknown;
};
export type StubAnswer = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** `drop` cuts the connection, `cut` does so in the middle of the body; `hang` never answers. */
  fail?: 'drop' | 'cut' | 'hang';
};
type Handler = (request: StubRequest) => StubAnswer | undefined;

export type StubOrg = {
  url: string;
  /** Every HTTP request that arrived; parts of a composite one are in `parts`. */
  requests: StubRequest[];
  parts: StubRequest[];
  /** Asked before all others that are there already; undefined leaves it to them. */
  on(handler: Handler): void;
  close(): Promise<void>;
};

const PACKAGE = new URL('../../../force-app/main/default/', import.meta.url);
const DATA = '/services/data/v65.0';

export async function startStubOrg(): Promise<StubOrg> {
  const handlers: Handler[] = [describeHandler, metadataHandler, orgHandler, noRows];
  const requests: StubRequest[] = [];
  const parts: StubRequest[] = [];
  const answer = (request: StubRequest): StubAnswer => {
    for (const handler of handlers) {
      const found = handler(request);
      if (found) return found;
    }
    return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'no such resource' }] };
  };
  const answerParts = (request: StubRequest): StubAnswer => {
    const whole = handlers
      .map((handler) => handler(request))
      .find((found) => found?.status ?? found?.fail);
    if (whole) return whole;
    // The share of the daily calls stands on the whole answer, never on a part.
    const outer: Record<string, string> = {};
    const { compositeRequest } = request.body as {
      compositeRequest: { method: string; url: string; referenceId: string }[];
    };
    const compositeResponse = compositeRequest.map(({ method, url, referenceId }) => {
      const part = stubRequest(method, url, {}, undefined);
      parts.push(part);
      const { status = 200, body, headers } = answer(part);
      Object.assign(outer, headers);
      return { body, httpHeaders: {}, httpStatusCode: status, referenceId };
    });
    return { headers: outer, body: { compositeResponse } };
  };

  const server = createServer((incoming, outgoing) => {
    void readBody(incoming).then((body) => {
      const request = stubRequest(
        incoming.method ?? '',
        incoming.url ?? '',
        incoming.headers,
        body,
      );
      requests.push(request);
      respond(
        outgoing,
        request.path === `${DATA}/composite` ? answerParts(request) : answer(request),
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    parts,
    on: (handler) => void handlers.unshift(handler),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A page of rows as a query answers it. */
export const page = (records: unknown[], nextRecordsUrl?: string): StubAnswer => ({
  body: {
    totalSize: records.length,
    done: !nextRecordsUrl,
    ...(nextRecordsUrl ? { nextRecordsUrl } : {}),
    records,
  },
});

/** An error list as every resource answers it. */
export const refusal = (status: number, errorCode: string, headers = {}): StubAnswer => ({
  status,
  headers,
  body: [{ message: 'Some text that changes with every release.', errorCode }],
});

function stubRequest(
  method: string,
  url: string,
  headers: IncomingMessage['headers'],
  body: unknown,
): StubRequest {
  const { pathname, searchParams } = new URL(url, 'http://org');
  return { method, path: pathname, soql: searchParams.get('q') ?? '', headers, body };
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
}

function respond(outgoing: ServerResponse, answer: StubAnswer): void {
  if (answer.fail === 'hang') return;
  if (answer.fail === 'drop') return void outgoing.socket?.destroy();
  outgoing.writeHead(answer.status ?? 200, {
    'content-type': 'application/json;charset=UTF-8',
    'sforce-limit-info': 'api-usage=18/5000; per-app-api-usage=17/250(appName=bridge)',
    ...answer.headers,
  });
  if (answer.fail === 'cut')
    return void outgoing.write('{"records":[', () => outgoing.socket?.destroy());
  outgoing.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null));
}

const noRows: Handler = ({ soql }) => (soql ? page([]) : undefined);

const orgHandler: Handler = ({ path }) =>
  path === '/services/apexrest/cosell/v1/org'
    ? {
        body: {
          orgId: '00D000000000062EAA',
          isSandbox: true,
          isMultiCurrency: false,
          defaultCurrency: 'EUR',
          features: {},
          packageVersion: '0.1.0',
        },
      }
    : undefined;

const metadataHandler: Handler = ({ soql }) => {
  const type = /FROM (Co_Sell_(?:Setting|Field_Mapping))__mdt/.exec(soql)?.[1];
  if (type) return page(packagedRows(type));
  if (/FROM OpportunityStage/.test(soql))
    return page([stage('Qualification', {}), stage('Closed Won', { IsClosed: true, IsWon: true })]);
  return undefined;
};

export const stage = (name: string, flags: object) => ({
  ApiName: name,
  MasterLabel: `${name} (label)`,
  IsActive: true,
  IsClosed: false,
  IsWon: false,
  SortOrder: 1,
  ...flags,
});

/** Rows of the package's own custom metadata, as a query shows them. */
export function packagedRows(type: string): Record<string, unknown>[] {
  const parser = new XMLParser({ ignoreAttributes: false });
  const folder = new URL('customMetadata/', PACKAGE);
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${type}.`))
    .map((file) => {
      const { CustomMetadata } = parser.parse(readFileSync(new URL(file, folder), 'utf8')) as {
        CustomMetadata: { values: { field: string; value: { '#text': unknown } }[] };
      };
      const values = CustomMetadata.values.map(({ field, value }) => [
        field,
        value['#text'] ?? null,
      ]);
      return { DeveloperName: file.split('.')[1], ...Object.fromEntries(values) };
    });
}

const STANDARD: Record<string, string[]> = {
  Opportunity: [
    'Id',
    'Name',
    'StageName',
    'IsClosed',
    'IsWon',
    'IsDeleted',
    'Amount',
    'CloseDate',
    'HasOpportunityLineItem',
    'SystemModstamp',
    'LastModifiedDate',
  ],
  Account: [
    'Id',
    'Name',
    'BillingStreet',
    'BillingCity',
    'BillingState',
    'BillingPostalCode',
    'BillingCountry',
  ],
  User: ['Id', 'Name', 'FirstName', 'LastName', 'Email', 'Phone'],
  Contact: ['Id', 'FirstName', 'LastName', 'Email', 'Phone'],
  Microsoft_Solution__c: ['Id', 'IsDeleted'],
};

const describeHandler: Handler = ({ path }) => {
  const object = /\/sobjects\/(\w+)\/describe$/.exec(path)?.[1];
  const standard = STANDARD[object ?? ''];
  if (!object || !standard) return undefined;
  const fields = [...standard, ...customFields(object)].map((name) => ({
    name,
    type: /SystemModstamp|LastModifiedDate|_At__c|Last_Synced__c/.test(name)
      ? 'datetime'
      : 'string',
    relationshipName: null,
    referenceTo: [],
  }));
  if (object !== 'Opportunity') return { body: { name: object, fields, childRelationships: [] } };
  return {
    body: {
      name: object,
      fields: [
        ...fields,
        lookup('AccountId', 'Account'),
        lookup('OwnerId', 'User', 'Owner'),
        lookup('LastModifiedById', 'User', 'LastModifiedBy'),
      ],
      childRelationships: [
        { relationshipName: 'Microsoft_Solutions__r', childSObject: 'Microsoft_Solution__c' },
        { relationshipName: 'OpportunityContactRoles', childSObject: 'OpportunityContactRole' },
        { relationshipName: null, childSObject: 'OpportunityFeed' },
      ],
    },
  };
};

const lookup = (name: string, target: string, relationshipName = target) => ({
  name,
  type: 'reference',
  relationshipName,
  referenceTo: [target],
});

function customFields(object: string): string[] {
  const folder = new URL(`objects/${object}/fields/`, PACKAGE);
  if (!object.endsWith('__c') && object !== 'Opportunity') return [];
  return readdirSync(folder).map((file) => file.split('.')[0] ?? '');
}
