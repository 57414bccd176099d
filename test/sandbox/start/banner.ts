import type { Options } from './options.ts';
import { PACE_EXPLAINED } from './pace.ts';
import type { Sandbox } from './sandbox.ts';

/** What a person reads when everything runs. */
export function bannerOf(
  { addresses, credentials, dataDir, wentOn }: Sandbox,
  options: Options,
): string {
  return `
The sandbox is ready. Open two tabs:

  Salesforce       ${addresses.org}   (sign in as a seller, a manager or the administrator)
  Microsoft        ${addresses.microsoft}   (the same deals from Microsoft's side; faults, webhooks)

  Both sides       ${addresses.page}   (both at once as tables; kill the bridge, make the world unkind)
  Salesforce API   ${addresses.org}/services/data   (control API: ${addresses.org}/_control)
  Partner Center   ${addresses.partnerCenter}   (control API: ${addresses.partnerCenter}/_control)
  Entra            ${addresses.entra}   (control API: ${addresses.entra}/_control)
  Bridge           ${addresses.bridge}
  Set-up pages     ${addresses.bridge}/setup   (token, once within 15 minutes: ${credentials.setupToken})
  Operations port  ${addresses.operations}   (metrics: /metrics, API: /docs)

  The world is ${options.unkind ? 'unkind: lists lag, answers are stale, webhooks get lost and doubled' : 'kind; the page (or --unkind) makes it unkind'}.
  ${PACE_EXPLAINED}
  ${wentOn ? 'It goes on with the deals of the last run' : 'It begins with a few new deals; --keep goes on with these next time'}. Its data is in ${dataDir}.
  Nothing leaves this machine. Ctrl-C stops everything.
`;
}

/** The one line of `--json`. */
export function readyLine({ addresses, credentials }: Sandbox): string {
  return JSON.stringify({
    ready: true,
    ...addresses,
    control: {
      org: `${addresses.org}/_control`,
      partnerCenter: `${addresses.partnerCenter}/_control`,
      bridge: `${addresses.page}/_control/bridge`,
    },
    credentials,
  });
}
