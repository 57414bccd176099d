/** The package's Apex methods: each can be wired and called. A called one answers nothing until a test says what. */
import { createApexTestWireAdapter } from '@salesforce/sfdx-lwc-jest';

const METHODS = [
  'CoSellCardController.getSolutions',
  'CoSellCardController.searchCatalogue',
  'CoSellCardController.saveSolutions',
  'CoSellCardController.getTimeline',
  'CoSellCardController.checkBeforeSharing',
  'CoSellCardController.syncNow',
  'CoSellOperationsController.getHealth',
  'CoSellOperationsController.getFailedPairs',
  'CoSellOperationsController.retryPair',
  'CoSellOperationsController.retryAll',
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
