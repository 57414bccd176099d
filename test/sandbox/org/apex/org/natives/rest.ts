/** What an Apex REST resource is called with, and what it answers. */
import type { Run } from '../../run/run.ts';
import { core, mapOf } from '../../types/core.ts';
import { nativeType, type NativeProperty } from '../../types/native-type.ts';
import { ApexMap } from '../../values/collections.ts';
import { NativeObject } from '../../values/objects.ts';
import type { ApexBlob } from '../../values/scalars.ts';
import type { Value } from '../../values/value.ts';
import { orgOf } from '../org-platform.ts';
import { typed } from './dml-results.ts';

export type RestRequestState = {
  requestBody: ApexBlob | null;
  requestURI: string | null;
  resourcePath: string | null;
  httpMethod: string | null;
  remoteAddress: string | null;
  headers: ApexMap;
  params: ApexMap;
};
export type RestResponseState = {
  statusCode: number | null;
  responseBody: ApexBlob | null;
  headers: ApexMap;
};
type Request = NativeObject<RestRequestState>;
type Response = NativeObject<RestResponseState>;

const texts = () => new ApexMap(mapOf(core.string(), core.string()));

/** A property that is kept under its own name. */
function kept(name: string): NativeProperty {
  return {
    get: (_run, { state }: NativeObject<Record<string, Value>>) => state[name] ?? null,
    set: (_run, { state }: NativeObject<Record<string, Value>>, value: Value) => {
      state[name] = value;
    },
  };
}

nativeType('RestRequest', {
  constructors: { '()': () => newRestRequest() },
  properties: {
    'requestBody:Blob': kept('requestBody'),
    'requestURI:String': kept('requestURI'),
    'resourcePath:String': kept('resourcePath'),
    'httpMethod:String': kept('httpMethod'),
    'remoteAddress:String': kept('remoteAddress'),
    'headers:Map<String,String>': { get: (_run, { state }: Request) => state.headers },
    'params:Map<String,String>': { get: (_run, { state }: Request) => state.params },
  },
  methods: {
    'addHeader(String,String):void': (_run, { state }: Request, name: string, value: string) => {
      state.headers.put(name, value);
    },
    'addParameter(String,String):void': (_run, { state }: Request, name: string, value: string) => {
      state.params.put(name, value);
    },
  },
});

nativeType('RestResponse', {
  constructors: { '()': () => newRestResponse() },
  properties: {
    'statusCode:Integer': kept('statusCode'),
    'responseBody:Blob': kept('responseBody'),
    'headers:Map<String,String>': { get: (_run, { state }: Response) => state.headers },
  },
  methods: {
    'addHeader(String,String):void': (_run, { state }: Response, name: string, value: string) => {
      state.headers.put(name, value);
    },
  },
});

nativeType('RestContext', {
  staticProperties: {
    'request:RestRequest': {
      get: (run: Run) => orgOf(run, 'RestContext').state.rest.request,
      set: (run: Run, value: Value) => {
        orgOf(run, 'RestContext').state.rest.request = value;
      },
    },
    'response:RestResponse': {
      get: (run: Run) => orgOf(run, 'RestContext').state.rest.response,
      set: (run: Run, value: Value) => {
        orgOf(run, 'RestContext').state.rest.response = value;
      },
    },
  },
});

export const newRestRequest = (): Request =>
  new NativeObject<RestRequestState>(typed('RestRequest'), {
    requestBody: null,
    requestURI: null,
    resourcePath: null,
    httpMethod: null,
    remoteAddress: null,
    headers: texts(),
    params: texts(),
  });

export const newRestResponse = (): Response =>
  new NativeObject<RestResponseState>(typed('RestResponse'), {
    statusCode: null,
    responseBody: null,
    headers: texts(),
  });
