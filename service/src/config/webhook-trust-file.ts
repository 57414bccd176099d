import { readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const certificate = Type.String({ pattern: '-----BEGIN CERTIFICATE-----' });

/** Any part of it; what is left out stays as shipped. Certificates are PEM text. */
const WebhookTrustFile = Type.Object(
  {
    roots: Type.Optional(Type.Array(certificate, { minItems: 1 })),
    intermediates: Type.Optional(Type.Array(certificate)),
    certificateHosts: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Za-z0-9.\\[\\]:-]+$' }), { minItems: 1 }),
    ),
    subject: Type.Optional(Type.String({ minLength: 1 })),
    issuerOrganization: Type.Optional(Type.String({ minLength: 1 })),
    tlsCa: Type.Optional(certificate),
  },
  { additionalProperties: false },
);
export type WebhookTrustOverride = Static<typeof WebhookTrustFile>;

/** Reads the file `WEBHOOK_TRUST_FILE` names; a sentence per mistake. */
export function readWebhookTrustFile(path: string): {
  trust?: WebhookTrustOverride;
  problems: string[];
} {
  const content = readJson(path);
  if (content instanceof Error) {
    const what = `expected ${path} to be a readable JSON file; got ${content.message}`;
    return { problems: [`WEBHOOK_TRUST_FILE: ${what}`] };
  }
  if (Value.Check(WebhookTrustFile, content)) return { trust: content, problems: [] };
  const problems = Value.Errors(WebhookTrustFile, content)
    .filter((error) => error.keyword !== 'boolean')
    .map((error) => `WEBHOOK_TRUST_FILE${error.instancePath}: ${error.message}`);
  return { problems };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause));
  }
}
