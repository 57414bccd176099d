/** Callouts. In tests a mock answers, and without one a callout is refused. */
import { callByName } from '../../run/call-by-name.ts';
import type { Run } from '../../run/run.ts';
import { UnsupportedApex } from '../../run/unsupported.ts';
import { core, listOf } from '../../types/core.ts';
import { nativeType } from '../../types/native-type.ts';
import { ApexList } from '../../values/collections.ts';
import { NativeObject } from '../../values/objects.ts';
import { ApexBlob } from '../../values/scalars.ts';
import { orgOf, type CalloutAnswer } from '../org-platform.ts';
import { typed } from './dml-results.ts';

type Headers = Map<string, { name: string; value: string }>;
type Asked = {
  method: string | null;
  endpoint: string | null;
  headers: Headers;
  body: Buffer;
  timeoutMs: number;
};
type Answered = { status: number; reason: string | null; headers: Headers; body: Buffer };
type Request = NativeObject<Asked>;
type Response = NativeObject<Answered>;

const header = (headers: Headers, name: string) => headers.get(name.toLowerCase())?.value ?? null;
const setHeader = (headers: Headers, name: string, value: string) =>
  void headers.set(name.toLowerCase(), { name, value });

nativeType('HttpRequest', {
  constructors: {
    '()': () =>
      new NativeObject<Asked>(typed('HttpRequest'), {
        method: null,
        endpoint: null,
        headers: new Map(),
        body: Buffer.alloc(0),
        timeoutMs: 10_000,
      }),
  },
  methods: {
    'setMethod(String):void': (_run, { state }: Request, method: string) => {
      state.method = method;
    },
    'getMethod():String': (_run, { state }: Request) => state.method,
    'setEndpoint(String):void': (_run, { state }: Request, endpoint: string) => {
      state.endpoint = endpoint;
    },
    'getEndpoint():String': (_run, { state }: Request) => state.endpoint,
    'setTimeout(Integer):void': (run: Run, { state }: Request, ms: number) => {
      if (ms < 1 || ms > 120_000) run.raise('CalloutException', 'Illegal value for timeout');
      state.timeoutMs = ms;
    },
    'setHeader(String,String?):void': (
      _run,
      { state }: Request,
      name: string,
      value: string | null,
    ) => {
      setHeader(state.headers, name, value ?? '');
    },
    'getHeader(String):String': (_run, { state }: Request, name: string) =>
      header(state.headers, name),
    'setBody(String):void': (_run, { state }: Request, body: string) => {
      state.body = Buffer.from(body, 'utf8');
    },
    'getBody():String': (_run, { state }: Request) => state.body.toString('utf8'),
    'setBodyAsBlob(Blob):void': (_run, { state }: Request, body: ApexBlob) => {
      state.body = body.bytes;
    },
    'getBodyAsBlob():Blob': (_run, { state }: Request) => new ApexBlob(state.body),
  },
});

nativeType('HttpResponse', {
  constructors: { '()': () => newResponse({ status: 0, body: '', headers: new Map() }) },
  methods: {
    'setStatusCode(Integer):void': (_run, { state }: Response, status: number) => {
      state.status = status;
    },
    'getStatusCode():Integer': (_run, { state }: Response) => state.status,
    'setStatus(String?):void': (_run, { state }: Response, reason: string | null) => {
      state.reason = reason;
    },
    'getStatus():String': (_run, { state }: Response) => state.reason,
    'setHeader(String,String?):void': (
      _run,
      { state }: Response,
      name: string,
      value: string | null,
    ) => {
      setHeader(state.headers, name, value ?? '');
    },
    'getHeader(String):String': (_run, { state }: Response, name: string) =>
      header(state.headers, name),
    'getHeaderKeys():List<String>': (_run, { state }: Response) =>
      new ApexList(
        listOf(core.string()),
        [...state.headers.values()].map(({ name }) => name),
      ),
    'setBody(String?):void': (_run, { state }: Response, body: string | null) => {
      state.body = Buffer.from(body ?? '', 'utf8');
    },
    'getBody():String': (_run, { state }: Response) => state.body.toString('utf8'),
    'setBodyAsBlob(Blob):void': (_run, { state }: Response, body: ApexBlob) => {
      state.body = body.bytes;
    },
    'getBodyAsBlob():Blob': (_run, { state }: Response) => new ApexBlob(state.body),
  },
});

nativeType('HttpCalloutMock', {
  kind: 'interface',
  abstracts: ['respond(HttpRequest):HttpResponse'],
});

nativeType('Http', {
  constructors: { '()': () => new NativeObject(typed('Http'), {}) },
  methods: {
    'send(HttpRequest):HttpResponse': (run: Run, _self: NativeObject, request: Request) =>
      send(run, request),
  },
});

function newResponse({ status, body, headers }: CalloutAnswer): Response {
  const own: Headers = new Map();
  for (const [name, value] of headers) setHeader(own, name, value);
  return new NativeObject<Answered>(typed('HttpResponse'), {
    status,
    reason: null,
    headers: own,
    body: Buffer.from(body, 'utf8'),
  });
}

function send(run: Run, request: Request) {
  const platform = orgOf(run, 'Http');
  const { state } = platform;
  const { method, endpoint, headers, body, timeoutMs } = request.state;
  if (endpoint === null || endpoint === '') run.raise('CalloutException', 'Missing endpoint');
  if (method === null) run.raise('CalloutException', 'Missing method');
  if (state.test && state.test.mock === null) {
    run.raise('TypeException', 'Methods defined as TestMethod do not support Web service callouts');
  }
  if (state.hasPendingWork) {
    run.raise(
      'CalloutException',
      'You have uncommitted work pending. Please commit or rollback before calling out',
    );
  }
  if (run.trigger)
    run.raise('CalloutException', 'Callout from triggers are currently not supported.');
  run.limits.use(run, 'callouts');
  if (state.test) return callByName(run, state.test.mock, 'respond', [request]);
  if (!platform.callOut) throw new UnsupportedApex('A callout from this org');
  const answer = platform.callOut({
    method,
    endpoint,
    headers: new Map([...headers.values()].map(({ name, value }) => [name, value])),
    body: body.toString('utf8'),
    timeoutMs,
    userId: platform.tx.userId,
  });
  return typeof answer === 'string' ? run.raise('CalloutException', answer) : newResponse(answer);
}
