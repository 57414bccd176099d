import lwc from '@salesforce/eslint-config-lwc/recommended.js';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const LWC_FILES = ['force-app/**/lwc/**/*.js', 'test/jest-mocks/**/*.js'];

export default tseslint.config(
  { ignores: ['node_modules/', 'coverage/', 'data/', '.sandbox/'] },
  js.configs.recommended,
  // The components have a parser and rules of their own.
  ...tseslint.configs.strict.map((config) => ({ ...config, ignores: LWC_FILES })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      // A leading underscore says: named to be left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  // A sandbox and a script talk to a person at a terminal.
  {
    files: [
      'test/sandbox/main.ts',
      'test/browser/gallery/main.ts',
      'test/browser/screenshots/main.ts',
      'scripts/**',
    ],
    rules: { 'no-console': 'off' },
  },
  ...lwc.map((config) => ({ ...config, files: LWC_FILES })),
  {
    files: LWC_FILES,
    rules: {
      'no-console': 'error',
      // An import that the compiler resolves cannot be followed from here.
      'import/named': 'off',
      // The exported thing stands first, so its tables come after it; a function may name what is defined by its call.
      'no-use-before-define': ['error', { functions: false, variables: false }],
      // Prettier takes away the brackets that this rule asks for.
      'no-confusing-arrow': 'off',
    },
  },
  // Tests of components hand records to the wire themselves, and wait in loops.
  {
    files: ['force-app/**/__tests__/**/*.js', 'test/jest-mocks/**/*.js'],
    rules: { 'no-await-in-loop': 'off', '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
