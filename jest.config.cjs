const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

/** Of the two engines that npm installs, the one that belongs to the compiler the templates are compiled with. */
const engine = (name) =>
  require.resolve(`@lwc/${name}`, { paths: [require.resolve('lwc')] }).replace(/\.js$/, '.cjs');

/** Tests of the Lightning components. Everything else is tested by Vitest. */
module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/force-app/main/default/lwc'],
  testMatch: ['**/__tests__/**/*.test.js'],
  // English labels instead of their names, and Apex methods that tests can drive.
  setupFiles: ['<rootDir>/test/jest-mocks/labels.js', '<rootDir>/test/jest-mocks/apex.js'],
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/test/jest-mocks/set-up.js'],
  moduleNameMapper: {
    '^(lwc|@lwc/engine-dom)$': engine('engine-dom'),
    '^@lwc/synthetic-shadow$': engine('synthetic-shadow'),
    '^(wire-service|@lwc/wire-service)$': engine('wire-service'),
    '^lightning/navigation$': '<rootDir>/test/jest-mocks/navigation.js',
    '^test/(.+)$': '<rootDir>/test/jest-mocks/$1.js',
  },
  collectCoverageFrom: ['force-app/main/default/lwc/**/*.js', '!**/__tests__/**'],
  coverageThreshold: { global: { lines: 95, statements: 95, functions: 95, branches: 90 } },
  clearMocks: true,
};
