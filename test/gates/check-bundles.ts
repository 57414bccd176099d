/** What belongs to every component: its settings, a test for what it draws, and a name of ours. */
const API_VERSION = '65.0';
/** Pages are built from these; every other component is part of one of them. */
const EXPOSED = ['coSellCard', 'coSellCatalogueImport', 'coSellLeadCard', 'coSellOperations'];

/** `files` are the paths below the `lwc` folder with their text. */
export function checkBundles(files: ReadonlyMap<string, string>): string[] {
  const bundles = new Set([...files.keys()].map((path) => path.split('/')[0] ?? ''));
  return [...bundles].flatMap((bundle) =>
    problemsOf(bundle, files).map((problem) => `${bundle}: ${problem}`),
  );
}

function problemsOf(bundle: string, files: ReadonlyMap<string, string>): string[] {
  const meta = files.get(`${bundle}/${bundle}.js-meta.xml`);
  return [
    /^coSell[A-Z]\w+$/.test(bundle) ? '' : 'is not called coSell…',
    files.has(`${bundle}/${bundle}.js`) ? '' : `has no ${bundle}.js`,
    ...(meta === undefined ? [`has no ${bundle}.js-meta.xml`] : settingsProblems(bundle, meta)),
    ...testProblems(bundle, files),
  ].filter(Boolean);
}

function settingsProblems(bundle: string, meta: string): string[] {
  const version = /<apiVersion>(.*)<\/apiVersion>/.exec(meta)?.[1];
  const isExposed = /<isExposed>true</.test(meta);
  return [
    version === API_VERSION ? '' : `has the API version ${version}, expected ${API_VERSION}`,
    isExposed === EXPOSED.includes(bundle) ? '' : `is ${isExposed ? '' : 'not '}exposed`,
    isExposed && !meta.includes('<target>') ? 'is exposed to no page' : '',
  ];
}

function testProblems(bundle: string, files: ReadonlyMap<string, string>): string[] {
  const tests = [...files]
    .filter(([path]) => path.startsWith(`${bundle}/__tests__/`))
    .map(([, text]) => text)
    .join('\n');
  if (tests === '') return ['has no test'];
  const draws = files.has(`${bundle}/${bundle}.html`);
  return [
    draws && !tests.includes('toBeAccessible()') ? 'no test asks whether it is accessible' : '',
    /\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/.test(tests)
      ? 'a test is skipped, or keeps the others from running'
      : '',
  ];
}
