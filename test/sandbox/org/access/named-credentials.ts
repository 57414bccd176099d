/** Named credentials as an admin deploys them beside the package, and who may call out through them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { asRecord, textOf, type XmlNode } from '../schema/xml.ts';
import type { Access } from './access.ts';

type Credential = { external: string; principal: string };
export type NamedCredentials = ReadonlyMap<string, Credential>;

const PARAMETERS = ['namedCredentialParameters', 'externalCredentialParameters'];
const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => PARAMETERS.includes(name),
});

/** @throws Error naming a credential whose one named principal is not found */
export function readNamedCredentials(setupDir: string): NamedCredentials {
  const principals = new Map(
    read(setupDir, 'externalCredentials', 'ExternalCredential').map(([name, node]) => [
      name,
      principalOf(node),
    ]),
  );
  return new Map(
    read(setupDir, 'namedCredentials', 'NamedCredential').map(([name, node]) => {
      const external = externalOf(node);
      const principal = principals.get(external);
      if (!principal)
        throw new Error(`namedCredentials/${name}: no named principal of ${external}`);
      return [name, { external, principal: `${external}-${principal}` }];
    }),
  );
}

/** What the CalloutException says when this user may not call out through it; undefined when it may. */
export function refusalOf(
  credentials: NamedCredentials,
  access: Access,
  name: string,
): string | undefined {
  const credential = credentials.get(name);
  if (!credential) {
    return `The callout couldn't access the endpoint. You might not have the required permissions, or the named credential "${name}" might not exist.`;
  }
  if (access.mayUse(credential.principal)) return undefined;
  return `We couldn't access the credential(s). You might not have the required permissions, or the external credential "${credential.external}" might not exist.`;
}

function read(setupDir: string, folder: string, root: string): [string, XmlNode][] {
  const path = join(setupDir, folder);
  const files = existsSync(path) ? readdirSync(path).sort() : [];
  return files.map((file) => {
    const document = asRecord(parser.parse(readFileSync(join(path, file), 'utf8')));
    return [file.split('.')[0] ?? '', asRecord(document[root])];
  });
}

const parametersOf = (node: XmlNode, tag: string) => ((node[tag] ?? []) as unknown[]).map(asRecord);

const externalOf = (node: XmlNode) =>
  parametersOf(node, 'namedCredentialParameters')
    .map((one) => textOf(one['externalCredential']))
    .find((name) => name !== undefined) ?? '';

const principalOf = (node: XmlNode) =>
  parametersOf(node, 'externalCredentialParameters')
    .filter((one) => textOf(one['parameterType']) === 'NamedPrincipal')
    .map((one) => textOf(one['parameterName']))[0];
