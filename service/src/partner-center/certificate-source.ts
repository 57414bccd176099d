import type { Clock } from '../sync/ports.ts';
import { parseCertificate, type Certificate } from './certificate.ts';
import {
  certificateTooLarge,
  certificateUnavailable,
  LARGEST_CERTIFICATE_BYTES,
  type FetchCertificate,
} from './fetch-certificate.ts';
import { WebhookRefused } from './webhook-refused.ts';

export type CertificateSource = {
  /** The certificate at an allowed URL, at most an hour old. @throws WebhookRefused */
  get(url: URL): Promise<Certificate>;
  /** Fetches it again, or answers undefined when that was done within the last minute. @throws WebhookRefused */
  refresh(url: URL): Promise<Certificate | undefined>;
};

const KEEP_MS = 3_600_000;
const KEEP_FAILURE_MS = 30_000;
/** So that forged calls cannot make us fetch at every one of them. */
const REFRESH_AT_MOST_EVERY_MS = 60_000;
const MOST_ENTRIES = 16;
/** Calls that name ever new URLs on an allowed host wait for nobody: they are turned away. */
const MOST_FETCHES_AT_ONCE = 4;

/** `at`: when the outcome was fetched; `triedAt`: when it was last tried to. */
type Entry = { at: number; triedAt: number; outcome: Certificate | WebhookRefused };

/** Certificates by URL. Concurrent calls share a fetch, failures are remembered briefly, the oldest entry goes first. */
export function createCertificateSource(
  fetchCertificate: FetchCertificate,
  clock: Pick<Clock, 'now'>,
): CertificateSource {
  const entries = new Map<string, Entry>();
  const running = new Map<string, Promise<Certificate>>();

  return {
    async get(url) {
      const entry = entries.get(url.href);
      if (!entry || isTooOld(entry)) return fetchShared(url);
      remember(url, entry);
      if (entry.outcome instanceof WebhookRefused) throw entry.outcome;
      return entry.outcome;
    },
    async refresh(url) {
      const entry = entries.get(url.href);
      if (entry && clock.now() - entry.triedAt < REFRESH_AT_MOST_EVERY_MS) return undefined;
      return fetchShared(url);
    },
  };

  function isTooOld(entry: Entry): boolean {
    return clock.now() - entry.at >= keepMs(entry);
  }

  function fetchShared(url: URL): Promise<Certificate> {
    const shared = running.get(url.href);
    if (shared) return shared;
    if (running.size >= MOST_FETCHES_AT_ONCE) return Promise.reject(certificateUnavailable());
    const fetching = fetchFresh(url).finally(() => running.delete(url.href));
    running.set(url.href, fetching);
    return fetching;
  }

  async function fetchFresh(url: URL): Promise<Certificate> {
    const outcome = await read(url).catch((cause: unknown) =>
      cause instanceof WebhookRefused ? cause : certificateUnavailable(cause),
    );
    const now = clock.now();
    const before = entries.get(url.href);
    if (!(outcome instanceof WebhookRefused)) {
      remember(url, { at: now, triedAt: now, outcome });
      return outcome;
    }
    // A good certificate is not given up because a forged call made us ask while its host was down.
    const isStillGood = before && !(before.outcome instanceof WebhookRefused) && !isTooOld(before);
    remember(url, isStillGood ? { ...before, triedAt: now } : { at: now, triedAt: now, outcome });
    throw outcome;
  }

  async function read(url: URL): Promise<Certificate> {
    const bytes = await fetchCertificate(url);
    if (bytes.length > LARGEST_CERTIFICATE_BYTES) throw certificateTooLarge();
    try {
      return parseCertificate(bytes);
    } catch (cause) {
      throw new WebhookRefused(
        401,
        'certificate-unreadable',
        'Expected one certificate in DER or PEM.',
        { cause },
      );
    }
  }

  function remember(url: URL, entry: Entry): void {
    entries.delete(url.href);
    entries.set(url.href, entry);
    const oldest = entries.keys().next().value;
    if (entries.size > MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
  }
}

function keepMs({ outcome }: Entry): number {
  return outcome instanceof WebhookRefused ? KEEP_FAILURE_MS : KEEP_MS;
}
