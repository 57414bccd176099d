/** A Lightning page as an admin built it: which component stands in which region, with which properties. */
import { basename } from 'node:path';
import { asRecord, textOf, type XmlNode } from '../../../schema/xml.ts';
import { formFactorsAt, propertiesAt, type FormFactor, type Place } from './component-bundle.ts';
import { listOf, readXml, refuseOthers } from './read-xml.ts';

export type PlacedComponent = {
  /** `force:detailPanel`, or the plain name of a component of the package. */
  name: string;
  isStandard: boolean;
  formFactors: FormFactor[];
  properties: { [name: string]: string };
};
export type Flexipage = {
  name: string;
  label: string;
  type: 'RecordPage' | 'AppPage';
  /** Of a record page. */
  objectApiName: string | null;
  template: string;
  regions: { name: string; components: PlacedComponent[] }[];
};

/** Regions of each template that can be drawn, in their order on a phone. */
const TEMPLATES: { readonly [name: string]: readonly string[] } = {
  'flexipage:recordHomeTemplateDesktop': ['header', 'main', 'sidebar'],
  'flexipage:defaultAppHomeTemplate': ['main'],
};

/** The platform's own components that can be drawn, with the properties that change nothing here. */
const STANDARD: { readonly [name: string]: readonly string[] } = {
  'force:highlightsPanel': [],
  'force:detailPanel': [],
  'force:relatedListContainer': [],
  'runtime_sales_pathassistant:pathAssistant': ['variant', 'hideUpdateButton'],
};

const PAGE = ['description', 'flexiPageRegions', 'masterLabel', 'sobjectType', 'template', 'type'];
const COMPONENT = ['componentInstanceProperties', 'componentName', 'identifier'];

/** `lwcFolder`: of the package. @throws Error naming the file and what in it cannot be drawn as it says */
export function readFlexipage(path: string, lwcFolder: string): Flexipage {
  try {
    return pageOf(basename(path, '.flexipage-meta.xml'), readXml(path, 'FlexiPage'), lwcFolder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${basename(path)}: ${reason}`, { cause });
  }
}

function pageOf(name: string, node: XmlNode, lwcFolder: string): Flexipage {
  refuseOthers('FlexiPage', node, PAGE);
  const type = textOf(node['type']);
  if (type !== 'RecordPage' && type !== 'AppPage')
    throw new Error(`pages of type ${type} are not known`);
  const objectApiName = textOf(node['sobjectType']) ?? null;
  const place: Place = {
    target: `lightning__${type}`,
    ...(objectApiName === null ? {} : { object: objectApiName }),
  };
  const template = textOf(asRecord(node['template'])['name']) ?? '';
  const known = TEMPLATES[template];
  if (!known) throw new Error(`the template ${template} is not known`);
  const regions = listOf(node['flexiPageRegions']).map((one) =>
    regionOf(asRecord(one), (component) => placedAt(component, place, lwcFolder)),
  );
  const other = regions.find((region) => !known.includes(region.name));
  if (other) throw new Error(`${template} has no region ${other.name}`);
  const label = textOf(node['masterLabel']) ?? name;
  return { name, label, type, objectApiName, template, regions };
}

function regionOf(node: XmlNode, placed: (component: XmlNode) => PlacedComponent) {
  refuseOthers('flexiPageRegions', node, ['itemInstances', 'name', 'type']);
  const components = listOf(node['itemInstances']).map((item) => {
    refuseOthers('itemInstances', asRecord(item), ['componentInstance']);
    return placed(asRecord(asRecord(item)['componentInstance']));
  });
  return { name: textOf(node['name']) ?? '', components };
}

function placedAt(node: XmlNode, place: Place, lwcFolder: string): PlacedComponent {
  refuseOthers('componentInstance', node, COMPONENT);
  const name = textOf(node['componentName']) ?? '';
  const isStandard = name.includes(':');
  if (isStandard && !STANDARD[name]) throw new Error(`there is no standard component ${name}`);
  const formFactors: FormFactor[] = isStandard
    ? ['Large', 'Small']
    : formFactorsAt(lwcFolder, name, place);
  const properties = propertiesOf(node);
  const known = STANDARD[name] ?? propertiesAt(lwcFolder, name, place);
  const unknown = Object.keys(properties).find((one) => !known.includes(one));
  if (unknown !== undefined) throw new Error(`${name} has no property ${unknown}`);
  return { name, isStandard, formFactors, properties };
}

function propertiesOf(node: XmlNode): { [name: string]: string } {
  const entries = listOf(node['componentInstanceProperties']).map((one) => {
    const property = asRecord(one);
    refuseOthers('componentInstanceProperties', property, ['name', 'value']);
    return [textOf(property['name']) ?? '', textOf(property['value']) ?? ''] as const;
  });
  return Object.fromEntries(entries);
}
