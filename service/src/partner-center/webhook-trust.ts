import { readdirSync, readFileSync } from 'node:fs';
import { CannotStart } from '../errors.ts';
import { parseCertificate, type Certificate } from './certificate.ts';
import type { Authorities } from './certificate-chain.ts';

/** Whom webhook calls are believed. Certificates are PEM text; a text may hold several. */
export type WebhookTrust = {
  roots: string[];
  intermediates: string[];
  /** Exact `host` or `host:port` values certificates may be fetched from. */
  certificateHosts: string[];
  /** Common name of the signing certificate, exactly. */
  subject: string;
  /** Organisation (`O`) of whoever issued it, exactly. */
  issuerOrganization: string;
  /** An authority trusted for the https connection to the certificate host, besides the public ones. */
  tlsCa?: string;
};

/** What is known of Microsoft's signing certificate; see the README for what is shipped and why. */
export const DEFAULT_WEBHOOK_TRUST: WebhookTrust = {
  roots: readShipped('roots'),
  intermediates: readShipped('intermediates'),
  certificateHosts: ['3psostorageacct.blob.core.windows.net'],
  subject: 'pcnotifications-dispatch.microsoft.com',
  issuerOrganization: 'Microsoft Corporation',
};

/** @throws CannotStart naming the certificate or the host that cannot be used. */
export function readAuthorities(trust: WebhookTrust): Authorities {
  const roots = parseAll(trust.roots, 'roots');
  if (roots.length === 0) {
    throw new CannotStart('webhook-trust', 'webhook trust needs at least one root, got none');
  }
  return { roots, intermediates: parseAll(trust.intermediates, 'intermediates') };
}

/** @throws CannotStart */
export function readCertificateHosts(trust: WebhookTrust): ReadonlySet<string> {
  return new Set(
    trust.certificateHosts.map((text) => {
      const url = URL.parse(`https://${text}/`);
      if (url === null || url.pathname + url.search + url.hash !== '/' || url.username !== '') {
        const message = `webhook trust expects hosts like "name" or "name:port", got ${JSON.stringify(text)}`;
        throw new CannotStart('webhook-trust', message);
      }
      return url.host;
    }),
  );
}

function parseAll(texts: readonly string[], what: string): Certificate[] {
  return texts.flatMap((text, index) => {
    const blocks = text.match(PEM_BLOCK) ?? [''];
    return blocks.map((block) => {
      try {
        return parseCertificate(Buffer.from(block, 'latin1'));
      } catch (cause) {
        const message = `webhook trust expects PEM certificates; ${what}[${index}] is none`;
        throw new CannotStart('webhook-trust', message, { cause });
      }
    });
  });
}
const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

function readShipped(folder: 'roots' | 'intermediates'): string[] {
  const directory = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.pem'))
    .sort()
    .map((name) => readFileSync(new URL(name, directory), 'utf8'));
}
