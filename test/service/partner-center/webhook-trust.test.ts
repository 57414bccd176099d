import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { requireTrusted } from '../../../service/src/partner-center/certificate-chain.ts';
import {
  DEFAULT_WEBHOOK_TRUST,
  readAuthorities,
} from '../../../service/src/partner-center/webhook-trust.ts';
import { WebhookRefused } from '../../../service/src/partner-center/webhook-refused.ts';

const FOLDER = new URL('../../../service/src/partner-center/', import.meta.url);
const WITHIN_ALL = Date.parse('2027-01-01T00:00:00Z');

describe('the trust we ship', () => {
  const authorities = readAuthorities(DEFAULT_WEBHOOK_TRUST);
  const shipped = [...authorities.roots, ...authorities.intermediates];

  it('has roots that sign themselves and intermediates of Microsoft', () => {
    expect(authorities.roots.length).toBeGreaterThan(0);
    expect(authorities.intermediates.length).toBeGreaterThan(0);
    for (const { native, isAuthority } of authorities.roots) {
      expect(native.checkIssued(native) && native.verify(native.publicKey)).toBe(true);
      expect(isAuthority).toBe(true);
    }
    for (const { native, isAuthority } of authorities.intermediates) {
      expect(native.subject).toContain('O=Microsoft Corporation');
      expect(isAuthority).toBe(true);
    }
  });

  it('has intermediates that all lead to a shipped root', () => {
    for (const intermediate of authorities.intermediates) {
      // A chain that is found is only refused because an authority is no signing certificate.
      expect(() => requireTrusted(intermediate, authorities, WITHIN_ALL)).toThrow(
        expect.objectContaining({ name: WebhookRefused.name, code: 'certificate-use' }),
      );
    }
  });

  it('is the one whose fingerprints the README gives', () => {
    const readme = readFileSync(new URL('README.md', FOLDER), 'utf8');
    for (const { native } of shipped) {
      expect(readme).toContain(native.fingerprint256.replaceAll(':', '').toLowerCase());
    }
    expect(readme.match(/`[0-9a-f]{64}`/g)).toHaveLength(shipped.length);
  });

  it('names one host, one subject and one issuer, exactly', () => {
    expect(DEFAULT_WEBHOOK_TRUST).toMatchObject({
      certificateHosts: ['3psostorageacct.blob.core.windows.net'],
      subject: 'pcnotifications-dispatch.microsoft.com',
      issuerOrganization: 'Microsoft Corporation',
    });
  });
});
