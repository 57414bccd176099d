/** Products and what they cost. */
import { defineObject, flag, money, reference, REQUIRED, text } from '../schema/fields.ts';

export const product = () =>
  defineObject({
    name: 'Product2',
    label: 'Product',
    labelPlural: 'Products',
    keyPrefix: '01t',
    fields: [
      text('Name', 'Product Name', 255, REQUIRED),
      text('ProductCode', 'Product Code', 255),
      flag('IsActive', 'Active'),
    ],
  });

export const pricebook = () =>
  defineObject({
    name: 'Pricebook2',
    label: 'Price Book',
    labelPlural: 'Price Books',
    keyPrefix: '01s',
    fields: [
      text('Name', 'Price Book Name', 255, REQUIRED),
      flag('IsActive', 'Active'),
      flag('IsStandard', 'Is Standard Price Book', { createable: false, updateable: false }),
    ],
  });

export const pricebookEntry = () =>
  defineObject({
    name: 'PricebookEntry',
    label: 'Price Book Entry',
    labelPlural: 'Price Book Entries',
    keyPrefix: '01u',
    fields: [
      reference('Pricebook2Id', 'Price Book ID', ['Pricebook2'], {
        ...REQUIRED,
        updateable: false,
      }),
      reference('Product2Id', 'Product ID', ['Product2'], { ...REQUIRED, updateable: false }),
      money('UnitPrice', 'List Price', 2, REQUIRED),
      flag('IsActive', 'Active'),
    ],
  });
