/** `EncodingUtil`, `Crypto`, `UUID`, and the parts of `URL` that need no org. */
import { createHash, createHmac } from 'node:crypto';
import type { Run } from '../run/run.ts';
import { nativeType } from '../types/native-type.ts';
import { typeFor } from '../types/type.ts';
import { NativeObject } from '../values/objects.ts';
import { ApexBlob } from '../values/scalars.ts';

nativeType('EncodingUtil', {
  statics: {
    'base64Encode(Blob):String': (_run, { bytes }: ApexBlob) => bytes.toString('base64'),
    'base64Decode(String):Blob': (_run, text: string) => new ApexBlob(Buffer.from(text, 'base64')),
    'convertToHex(Blob):String': (_run, { bytes }: ApexBlob) => bytes.toString('hex'),
    'convertFromHex(String):Blob': (_run, text: string) => new ApexBlob(Buffer.from(text, 'hex')),
    'urlEncode(String,String):String': (run: Run, text: string, charset: string) => {
      onlyUtf8(run, charset);
      return urlEncode(text);
    },
    'urlDecode(String,String):String': (run: Run, text: string, charset: string) => {
      onlyUtf8(run, charset);
      return urlDecode(run, text);
    },
  },
});

/** As a form is encoded: a blank is `+`, only letters, digits and `.-*_` stay. */
const urlEncode = (text: string) =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

function urlDecode(run: Run, text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return run.raise('IllegalArgumentException', `Illegal escape in ${text}`);
  }
}

function onlyUtf8(run: Run, charset: string): void {
  if (!/^utf-?8$/i.test(charset))
    run.raise('InvalidParameterValueException', `Unsupported charset: ${charset}`);
}

const DIGESTS: { readonly [name: string]: string } = {
  MD5: 'md5',
  SHA1: 'sha1',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  SHA256: 'sha256',
  'SHA-512': 'sha512',
  SHA512: 'sha512',
};
const MACS: { readonly [name: string]: string } = {
  hmacMD5: 'md5',
  hmacSHA1: 'sha1',
  hmacSHA256: 'sha256',
  hmacSHA512: 'sha512',
};

const named = (run: Run, table: { readonly [name: string]: string }, name: string): string =>
  Object.entries(table).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ??
  run.raise('InvalidParameterValueException', `Invalid algorithm: ${name}`);

nativeType('Crypto', {
  statics: {
    'generateDigest(String,Blob):Blob': (run: Run, name: string, { bytes }: ApexBlob) =>
      new ApexBlob(
        createHash(named(run, DIGESTS, name))
          .update(bytes)
          .digest(),
      ),
    'generateMac(String,Blob,Blob):Blob': (
      run: Run,
      name: string,
      input: ApexBlob,
      key: ApexBlob,
    ) =>
      new ApexBlob(
        createHmac(named(run, MACS, name), key.bytes)
          .update(input.bytes)
          .digest(),
      ),
    'verifyHMac(String,Blob,Blob,Blob):Boolean': (
      run: Run,
      name: string,
      input: ApexBlob,
      key: ApexBlob,
      mac: ApexBlob,
    ) =>
      createHmac(named(run, MACS, name), key.bytes)
        .update(input.bytes)
        .digest()
        .equals(mac.bytes),
    'getRandomInteger():Integer': (run: Run) => Math.floor((run.platform.random() - 0.5) * 2 ** 32),
    'getRandomLong():Long': (run: Run) =>
      BigInt.asIntN(64, BigInt(Math.floor(run.platform.random() * 2 ** 53)) << 11n),
  },
});

type UuidState = { text: string };

const uuid = nativeType('UUID', {
  methods: { 'toString():String': (_run, { state }: NativeObject<UuidState>) => state.text },
  statics: {
    'randomUUID():UUID': (run: Run) => newUuid(run.platform.newUuid()),
    'fromString(String):UUID': (run: Run, text: string) =>
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
        ? newUuid(text.toLowerCase())
        : run.raise('IllegalArgumentException', `Invalid UUID string: ${text}`),
  },
});

const newUuid = (text: string) =>
  new NativeObject<UuidState>(typeFor(uuid), { text }, { text, key: text });
