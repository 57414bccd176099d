/** The package's Apex methods: each can be wired and called. A called one answers nothing until a test says what. */
import { createApexTestWireAdapter } from '@salesforce/sfdx-lwc-jest';

const METHODS = [
  'CoSellCardController.getSolutions',
  'CoSellCardController.searchCatalogue',
  'CoSellCardController.saveSolutions',
  'CoSellCardController.getTimeline',
  'CoSellCardController.checkBeforeSharing',
  'CoSellCardController.syncNow',
  'CoSellCatalogueController.mayImport',
  'CoSellCatalogueController.preview',
  'CoSellCatalogueController.importRows',
  'CoSellOperationsController.getHealth',
  'CoSellOperationsController.getTroubledPairs',
  'CoSellOperationsController.retryPair',
  'CoSellOperationsController.retryAll',
  'CoSellOperationsController.checkHistory',
];

for (const method of METHODS) {
  jest.doMock(
    `@salesforce/apex/${method}`,
    () => ({ __esModule: true, default: createApexTestWireAdapter(jest.fn()) }),
    { virtual: true },
  );
}
jest.doMock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), {
  virtual: true,
});
