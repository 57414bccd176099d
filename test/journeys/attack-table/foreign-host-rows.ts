import type { BridgeDoors } from './bridge-doors.ts';
import type { Row } from './row.ts';

/** Addresses that the bridge is asked to fetch from. The canary listens there, and hears nothing. */
export const SSRF: Row<BridgeDoors>[] = [
  {
    what: 'a certificate over http',
    attack: (at) => at.certificateAt(`http://127.0.0.1:${at.canary.port}/cert.cer`),
    status: 401,
    code: 'certificate-url-scheme',
  },
  {
    what: 'a certificate from a file',
    attack: (at) => at.certificateAt('file:///etc/passwd'),
    status: 401,
    code: 'certificate-url-scheme',
  },
  ...[
    '127.0.0.1',
    '2130706433',
    '0177.0.0.1',
    '0x7f.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
    '127.0.0.1.nip.io',
    '169.254.169.254',
  ].map((host): Row<BridgeDoors> => ({
    what: `a certificate at ${host} on another port`,
    attack: (at) => at.certificateAt(at.canaryAt(host)),
    status: 401,
    code: 'certificate-url-host',
  })),
  {
    what: 'a certificate whose trusted host is only the user',
    attack: (at) =>
      at.certificateAt(
        at.canaryAt(`${new URL(at.rig.partnerCenter.certificateUrl).hostname}@127.0.0.1`),
      ),
    status: 401,
    code: 'certificate-url-user',
  },
  {
    what: 'a certificate whose trusted host is only the beginning of the name',
    attack: (at) =>
      at.certificateAt(
        `https://${new URL(at.rig.partnerCenter.certificateUrl).host}.evil.example/cert.cer`,
      ),
    status: 401,
    code: 'certificate-url',
  },
  {
    what: 'a certificate whose host is hidden behind a backslash',
    attack: (at) =>
      at.certificateAt(
        `https://127.0.0.1:${at.canary.port}\\@${new URL(at.rig.partnerCenter.certificateUrl).host}/cert.cer`,
      ),
    status: 401,
    code: 'certificate-url',
  },
];
