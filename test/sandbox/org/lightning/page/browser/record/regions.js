/** Puts the components of a Lightning page into its regions, each with its properties. */
import { el } from '../elements.js';

/** How wide the regions of a template are on a large screen, in twelfths; on a phone they follow each other. */
const WIDTHS = {
  'flexipage:recordHomeTemplateDesktop': { header: 12, main: 8, sidebar: 4 },
  'flexipage:defaultAppHomeTemplate': { main: 12 },
};

/**
 * `standard`: what draws the platform's own components, by name: each gives an element.
 * `given`: properties that the page gives to every component, such as the record's id.
 * @returns {{element: HTMLElement, remove: () => void}}
 */
export function regionsOf(page, org, { standard = {}, given = {} }) {
  const widths = WIDTHS[page.template];
  const regions = page.regions.map(({ name, components }) =>
    el(
      'div',
      { class: `org-region org-region_${widths[name]}`, 'data-region': name },
      components
        .filter(({ formFactors }) => formFactors.includes(org.formFactor))
        .map((component) => {
          const element = draw(component, org, standard, given);
          element.dataset.part = component.name;
          return element;
        }),
    ),
  );
  const element = el('div', { class: 'org-regions' }, regions);
  // Components notice that they leave the page, and end what they follow.
  return { element, remove: () => element.remove() };
}

function draw({ name, isStandard, properties }, org, standard, given) {
  if (isStandard) {
    const drawStandard = standard[name];
    if (!drawStandard) throw new Error(`${name} cannot be drawn on this page`);
    return drawStandard();
  }
  const component = org.components[name]?.default;
  if (!component) throw new Error(`the package has no component ${name}`);
  const element = org.createElement(tagOf(name), { is: component });
  Object.assign(element, given, properties);
  return element;
}

const tagOf = (name) => `c-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
