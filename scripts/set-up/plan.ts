import { parseArgs } from 'node:util';

export type Options = {
  targetOrg: string;
  bridgeUrl?: string | undefined;
  certificate?: string | undefined;
  contactEmail?: string | undefined;
  french: boolean;
  /** Deploy also what the org has already, over whatever admins changed in it. */
  again: boolean;
};
export type Step = {
  /** Folder below `config/org-setup`. */
  folder: string;
  title: string;
  /** Values that the project file of the set-up puts in place of its placeholders. */
  env: Readonly<Record<string, string>>;
};
export type Plan = { steps: Step[]; skipped: { title: string; because: string }[] };

/** @throws TypeError for an option that is not there, or without a value */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      'target-org': { type: 'string' },
      'bridge-url': { type: 'string' },
      certificate: { type: 'string' },
      'contact-email': { type: 'string' },
      french: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
    },
  });
  const targetOrg = values['target-org'];
  if (!targetOrg) return undefined;
  return {
    targetOrg,
    bridgeUrl: values['bridge-url'],
    certificate: values.certificate,
    contactEmail: values['contact-email'],
    french: values.french,
    again: values.again,
  };
}

/** What can be deployed with what was said, in this order; the rest with the reason. `certificate` is the PEM text. */
export function planSteps(options: Options, certificate: string | undefined): Plan {
  const plan: Plan = { steps: [], skipped: [] };
  const { bridgeUrl, contactEmail } = options;
  const add = (folder: string, title: string, env: Step['env'] = {}) =>
    plan.steps.push({ folder, title, env });
  const skip = (title: string, because: string) => plan.skipped.push({ title, because });

  const callout = 'the way to the bridge: credentials, permission sets, groups';
  if (!bridgeUrl) skip(callout, 'say --bridge-url https://…');
  else if (!/^https:\/\/[^/?#]+$/.test(bridgeUrl))
    skip(callout, '--bridge-url is https:// and a host, without a path');
  else add('callout', callout, { CO_SELL_BRIDGE_URL: bridgeUrl });

  const clientApp = 'the way of the bridge into the org: an External Client App';
  if (!certificate || !contactEmail)
    skip(clientApp, 'say --certificate <PEM file> and --contact-email <address>');
  else if (/PRIVATE KEY/.test(certificate))
    skip(clientApp, '--certificate holds a private key, which stays with the bridge');
  else
    add('client-app', clientApp, {
      CO_SELL_CLIENT_CERTIFICATE: certificate.trim(),
      CO_SELL_CONTACT_EMAIL: contactEmail,
    });

  add('example-page', 'an example Opportunity page with the card');
  add('reports', 'three reports');
  if (options.french) add('french', 'French names and help texts');
  else skip('French names and help texts', 'say --french, once the org has the language');
  return plan;
}

/** What no file can do, in the order in which a person does it. */
export const BY_HAND: readonly string[] = [
  'Setup → Named Credentials → External Credentials → Co-Sell Bridge → principal Bridge → authentication parameter Authorization: Bearer and one of ORG_KEYS.',
  'The same for Co-Sell Operations, principal Operations: Bearer and one of OPERATIONS_KEYS.',
  'Make the integration user: licence Salesforce Integration, then the permission set licence Salesforce API Integration, then the permission set Co-Sell Bridge and nothing else.',
  'Setup → External Client App Manager → Co-Sell Bridge → Settings: copy the consumer key into the settings of the bridge.',
  'Assign the group Co-Sell Sellers to sellers and Co-Sell Managers to alliance managers.',
  'Put the co-sell card on your Opportunity page in the Lightning App Builder, or activate the example page.',
  'Setup → Custom Metadata Types → Co-Sell Setting: a row named Org with your stages, default owner and location.',
  'For each record type of Opportunity: allow every value of How can Microsoft help, Visibility, Response, Response Reason, Request and Marketplace Intent.',
  'Load your solutions into Microsoft Solution Details (solution id, name, type, publisher, active): the card searches there.',
  'For each field of your own that you map: a permission set that lets the integration user read it, and edit it if Microsoft may change it.',
  'Share the report folder Co-Sell with whoever should read it.',
];
