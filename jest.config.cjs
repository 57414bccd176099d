const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

/** Tests of the Lightning components. Everything else is tested by Vitest. */
module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/force-app/main/default/lwc', '<rootDir>/test/jest-mocks'],
  testMatch: ['**/lwc/**/__tests__/**/*.test.js'],
  // Labels as an English user reads them, instead of their names.
  setupFiles: ['<rootDir>/test/jest-mocks/labels.js'],
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/test/jest-mocks/set-up.js'],
  moduleNameMapper: { '^lightning/navigation$': '<rootDir>/test/jest-mocks/navigation.js' },
  collectCoverageFrom: ['force-app/main/default/lwc/**/*.js', '!**/__tests__/**'],
  coverageThreshold: { global: { lines: 95, statements: 95, functions: 95, branches: 90 } },
  clearMocks: true,
};
