import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { componentProblems } from './check-components.ts';
import { copyTree, type CopiedTree } from './copied-tree.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE = 'force-app/main/default';
const LWC = `${PACKAGE}/lwc`;
const LABELS = `${PACKAGE}/labels/CustomLabels.labels-meta.xml`;
const FRENCH = 'config/org-setup/french/translations/fr.translation-meta.xml';
const CARD = `${LWC}/coSellCard/coSellCard`;
const NOTICE = `${LWC}/coSellNotice/coSellNotice`;
const HISTORY = `${LWC}/coSellHistory/coSellHistory`;

describe('the components', () => {
  it('hold no English, no field names as text and no forgotten file', () => {
    expect(componentProblems(ROOT)).toEqual([]);
  });
});

type Mistake = [title: string, plant: (tree: CopiedTree) => void, said: RegExp];

const LINT_MISTAKES: Mistake[] = [
  [
    'English text in a template',
    (tree) => tree.replace(`${NOTICE}.html`, '{notice.text}</p>', 'Something broke</p>'),
    /coSellNotice\.html: the text "Something broke" is not a label/,
  ],
  [
    'English text in an attribute',
    (tree) => tree.replace(`${NOTICE}.html`, 'label={notice.action.label}', 'label="Try again"'),
    /label="Try again" is not a label/,
  ],
  [
    'English text in a script',
    (tree) => tree.replace(`${CARD}.js`, 'this.said = labels.saved', "this.said = 'All is saved'"),
    /coSellCard\.js: the text "All is saved" is not a label/,
  ],
  [
    'a label that does not exist',
    (tree) => tree.replace(`${HISTORY}.html`, '{labels.historyTitle}', '{labels.historyTitel}'),
    /there is no label historyTitel/,
  ],
  [
    'a label imported past the one module',
    (tree) =>
      tree.replace(
        `${NOTICE}.js`,
        "from 'lwc';",
        "from 'lwc';\nimport SAVE from '@salesforce/label/c.Co_Sell_Save';",
      ),
    /coSellNotice\.js: imports a label past c\/coSellLabels/,
  ],
  [
    'a label that nobody uses',
    (tree) => tree.replace(`${CARD}.js`, 'labels.checkReady', 'labels.checkMissing'),
    /Co_Sell_Check_Ready is used by no component/,
  ],
  [
    'a label that is missing in CustomLabels',
    (tree) => tree.replace(LABELS, '<fullName>Co_Sell_Save<', '<fullName>Co_Sell_Store<'),
    /all\.js: Co_Sell_Save has no label/,
  ],
  [
    'a label without a French translation',
    (tree) => tree.replace(FRENCH, '<name>Co_Sell_Save<', '<name>Co_Sell_Cancel<'),
    /label Co_Sell_Save: has 0 translations/,
  ],
  [
    'a translation that lost its place {0}',
    (tree) => tree.replace(FRENCH, 'Raison : {0}', 'Raison'),
    /label Co_Sell_Reason_Given: the translation has other places/,
  ],
  [
    'a component without js-meta.xml',
    (tree) => tree.remove(`${NOTICE}.js-meta.xml`),
    /coSellNotice: has no coSellNotice\.js-meta\.xml/,
  ],
  [
    'another API version',
    (tree) => tree.replace(`${NOTICE}.js-meta.xml`, '65.0', '67.0'),
    /coSellNotice: has the API version 67\.0, expected 65\.0/,
  ],
  [
    'a tile that admins could put on a page alone',
    (tree) => tree.replace(`${NOTICE}.js-meta.xml`, '>false<', '>true<'),
    /coSellNotice: is exposed/,
  ],
  [
    'a component without a test',
    (tree) => tree.remove(`${LWC}/coSellNotice/__tests__/coSellNotice.test.js`),
    /coSellNotice: has no test/,
  ],
  [
    'a skipped test',
    (tree) =>
      tree.replace(`${LWC}/coSellNotice/__tests__/coSellNotice.test.js`, "it('", "it.skip('"),
    /coSellNotice: a test is skipped/,
  ],
  [
    'a field named as text',
    (tree) =>
      tree.replace(`${NOTICE}.js`, 'handleAct() {', "handleAct() {\n    this.field = 'Audit__c';"),
    /coSellNotice\.js: names a field as text/,
  ],
  [
    'a tile that calls Apex on a page view',
    (tree) =>
      tree.replace(
        `${HISTORY}.js`,
        '  labels = labels;',
        '  @wire(getTimeline) entries;\n  labels = labels;',
      ),
    /coSellHistory\.js: wires getTimeline, which asks on a page view/,
  ],
  [
    'a second wire in the card',
    (tree) =>
      tree.replace(
        `${CARD}.js`,
        '  labels = labels;',
        '  @wire(getUser) user;\n  labels = labels;',
      ),
    /a page view makes exactly one wire/,
  ],
  [
    'fields that are not optional',
    (tree) => tree.replace(`${CARD}.js`, 'optionalFields:', 'fields:'),
    /getRecord with optionalFields/,
  ],
  [
    'a timer outside the clock',
    (tree) =>
      tree.replace(`${CARD}.js`, '    this.draw();', '    setTimeout(() => this.draw(), 9);'),
    /coSellCard\.js: a timer of its own/,
  ],
  [
    'a click that no keyboard reaches',
    (tree) =>
      tree.replace(
        `${NOTICE}.html`,
        '<div class="words">',
        '<div class="words" onclick={handleAct}>',
      ),
    /<div onclick> cannot be reached with the keyboard/,
  ],
  [
    'if:true instead of lwc:if',
    (tree) => tree.replace(`${NOTICE}.html`, 'lwc:if={notice.text}', 'if:true={notice.text}'),
    /if:true is out of date/,
  ],
  [
    'a datatable, which exists only in an org',
    (tree) =>
      tree.replace(
        `${NOTICE}.html`,
        '<div class={tone.class}>',
        '<div><lightning-datatable></lightning-datatable>',
      ),
    /<lightning-datatable> exists only in an org/,
  ],
];

describe('among the lints of the components', () => {
  it.each(LINT_MISTAKES)('one finds %s', (_title, plant, said) => {
    using tree = copyTree();
    for (const folder of [LWC, `${PACKAGE}/labels`, `${PACKAGE}/objects`, 'config/org-setup']) {
      cpSync(join(ROOT, folder), join(tree.folder, folder), { recursive: true });
    }
    plant(tree);
    expect(componentProblems(tree.folder).join('\n')).toMatch(said);
  });
});

const ESLINT_MISTAKES: [title: string, body: string, rule: string][] = [
  [
    'HTML written past the template',
    "this.template.querySelector('p').innerHTML = this.text;",
    '@lwc/lwc/no-inner-html',
  ],
  [
    'a look at the whole document',
    "document.querySelector('p').focus();",
    '@lwc/lwc/no-document-query',
  ],
  ['a timer that nobody stops', 'setTimeout(() => this.draw(), 9);', '@lwc/lwc/no-async-operation'],
  [
    'a value of the parent changed by the child',
    'this.notice = null;',
    '@lwc/lwc/no-api-reassignments',
  ],
  [
    'an event that carries nothing',
    "this.dispatchEvent(new Event('act'));",
    '@lwc/lwc/prefer-custom-event',
  ],
  ['a box of the browser', "alert('Hello');", 'no-alert'],
  ['a message left in the console', 'console.log(this.notice);', 'no-console'],
  ['text run as code', "eval('1');", 'no-eval'],
  ['a variable that nobody uses', 'const unused = 1;', 'no-unused-vars'],
];

describe('ESLint', () => {
  let eslint: ESLint;
  beforeAll(() => {
    eslint = new ESLint({ cwd: ROOT });
  });

  it.each(ESLINT_MISTAKES)('finds %s', async (_title, body, rule) => {
    const script = `import { api, LightningElement } from 'lwc';

export default class CoSellNotice extends LightningElement {
  @api notice;

  handleAct() {
    ${body}
  }
}
`;
    const [result] = await eslint.lintText(script, { filePath: join(ROOT, `${NOTICE}.js`) });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it('finds a wire of something that is no adapter', async () => {
    const script = `import { LightningElement, wire } from 'lwc';
import { toFields } from 'c/coSellDeal';

export default class CoSellNotice extends LightningElement {
  @wire(toFields) fields;
}
`;
    const [result] = await eslint.lintText(script, { filePath: join(ROOT, `${NOTICE}.js`) });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(
      '@lwc/lwc/no-unknown-wire-adapters',
    );
  });
});
