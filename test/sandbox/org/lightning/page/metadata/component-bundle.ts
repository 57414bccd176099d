/** What a component's `js-meta.xml` says about where it may stand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asRecord, textOf, type XmlNode } from '../../../schema/xml.ts';
import { listOf, readXml } from './read-xml.ts';

export type FormFactor = 'Large' | 'Small';
export type Place = { target: 'lightning__RecordPage' | 'lightning__AppPage'; object?: string };

/** Without a word about it, both kinds of pages support both. */
const EVERY_FORM_FACTOR: FormFactor[] = ['Large', 'Small'];

/**
 * The form factors for which the component is drawn at a place; `path` is its folder.
 * @throws Error it is not there, or not made for that place
 */
export function formFactorsAt(path: string, name: string, place: Place): FormFactor[] {
  const file = join(path, name, `${name}.js-meta.xml`);
  if (!existsSync(file)) throw new Error(`there is no component ${name}`);
  const bundle = readXml(file, 'LightningComponentBundle');
  const targets = listOf(asRecord(bundle['targets'])['target']).map(textOf);
  if (textOf(bundle['isExposed']) !== 'true' || !targets.includes(place.target)) {
    throw new Error(`${name} is not made for a ${place.target}`);
  }
  const config = configFor(bundle, place);
  if (!config) return EVERY_FORM_FACTOR;
  checkObject(config, name, place);
  const supported = listOf(asRecord(config['supportedFormFactors'])['supportedFormFactor']);
  const factors = supported.map((one) => String(asRecord(one)['@_type']) as FormFactor);
  return factors.length === 0 ? EVERY_FORM_FACTOR : factors;
}

/** Names of the properties that an admin may fill in. */
export function propertiesAt(path: string, name: string, place: Place): string[] {
  const bundle = readXml(join(path, name, `${name}.js-meta.xml`), 'LightningComponentBundle');
  return listOf(configFor(bundle, place)?.['property']).map((one) =>
    String(asRecord(one)['@_name']),
  );
}

function configFor(bundle: XmlNode, { target }: Place): XmlNode | undefined {
  const configs = listOf(asRecord(bundle['targetConfigs'])['targetConfig']).map(asRecord);
  return configs.find((config) => String(config['@_targets']).split(',').includes(target));
}

function checkObject(config: XmlNode, name: string, { object }: Place): void {
  const objects = listOf(asRecord(config['objects'])['object']).map(textOf);
  if (object === undefined || objects.length === 0 || objects.includes(object)) return;
  throw new Error(`${name} is not made for pages of ${object}`);
}
