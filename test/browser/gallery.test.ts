import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTree } from '../gates/copied-tree.ts';
import { readPackageFacts } from './compile/package-facts.ts';
import { PACKAGE_FOLDER } from './compile/places.ts';
import { describeInBrowser } from './driver/test-browser.ts';
import { watch } from './driver/watch.ts';
import { loadStates } from './gallery/load-states.ts';
import { openGallery, type OpenGallery } from './gallery/open-gallery.ts';
import { pageStateOf } from './gallery/page-states.ts';
import { readStateFiles, type StateFile } from './gallery/state-file.ts';

const MAIN = fileURLToPath(new URL('gallery/main.ts', import.meta.url));
const run = promisify(execFile);
const gallery = (...args: string[]) => run(process.execPath, [MAIN, ...args]);

describe('npm run gallery', () => {
  it('explains itself', async () => {
    expect((await gallery('--help')).stdout).toMatch(/--port N/);
  });

  it.each([
    [['--port', '80'], /--port: expected 0 or a number from 1024 to 65535; got "80"/],
    [['--ports', '1'], /--ports/],
  ])('refuses %j with a sentence', async (args, sentence) => {
    await expect(gallery(...args)).rejects.toMatchObject({
      code: 64,
      stderr: expect.stringMatching(sentence) as string,
    });
  });

  it('prints its address and serves the states there', async () => {
    const child = spawn(process.execPath, [MAIN, '--port', '0']);
    try {
      let printed = '';
      while (!printed.includes('http')) {
        const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
        printed += chunk.toString();
      }
      const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      expect((await fetch(url)).status).toBe(200);
    } finally {
      child.kill();
    }
  });
});

describe('what is served', () => {
  let open: OpenGallery;
  beforeAll(async () => {
    open = await openGallery(0);
  });
  afterAll(() => open.stop());

  const PATHS = [
    '/',
    '/states/accepted',
    '/components.js',
    '/slds.css',
    '/page.css',
    '/gallery.js',
  ];

  it.each(PATHS)('%s lets its page ask nobody else', async (path) => {
    const policy = (await fetch(open.url + path)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it.each(PATHS.filter((path) => !/components|states/.test(path)))(
    '%s names no other machine to load from',
    async (path) => {
      const text = await (await fetch(open.url + path)).text();
      expect(text).not.toMatch(/(?:src|href)="https?:|url\(["']?(?:https?:)?\/\//);
    },
  );

  it('shows every state at both sizes', async () => {
    const text = await (await fetch(open.url)).text();
    for (const { name } of open.states) {
      expect(text).toContain(`src="/states/${name}"`);
      expect(text).toContain(`src="/states/${name}?size=phone"`);
    }
  });

  it('says so when there is no such state', async () => {
    const answer = await fetch(`${open.url}/states/nothing`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('there is no state nothing');
  });
});

await describeInBrowser('the page of all states', (browser) => {
  it('gives each frame the height of what it shows', async () => {
    const open = await openGallery(0, undefined, loadStates().slice(0, 1));
    const page = await browser.newPage();
    const problems = watch(page);
    await page.goto(open.url);
    const isFitting = () =>
      page.evaluate<boolean>(`[...document.querySelectorAll('iframe')].every((frame) => {
        const { body } = frame.contentDocument ?? {};
        const isDrawn = body?.querySelector('#stage')?.children.length > 0;
        return isDrawn && frame.clientHeight >= body.scrollHeight;
      })`);
    await expect.poll(isFitting, { timeout: 15_000 }).toBe(true);
    expect(problems).toEqual([]);
    await page.close();
    await open.stop();
  });
});

describe('a state', () => {
  const { schema } = readPackageFacts(PACKAGE_FOLDER);
  const state = (changes: Partial<StateFile>): StateFile => ({
    name: 'one',
    title: 'One',
    object: 'Opportunity',
    fields: { Id: '006Aa00000CoSeLIAX' },
    ...changes,
  });

  it('is a whole record: what is not listed is empty, what is hidden is not there', () => {
    const { records } = pageStateOf(state({ missingFields: ['Audit__c'] }), schema, 'Large');
    const fields = records['006Aa00000CoSeLIAX']?.fields ?? {};
    expect(fields['Products__c']).toEqual({ value: null, display: null });
    expect(fields['Sync_with_Partner_Center__c']?.value).toBe(false);
    expect(fields).not.toHaveProperty('Audit__c');
  });

  it('shows values as the platform does', () => {
    const fields = { Id: 'x', Amount: 1234.5, CloseDate: '2027-02-26', StageName: 'Prospecting' };
    const { records } = pageStateOf(state({ fields }), schema, 'Large');
    expect(records['x']?.fields).toMatchObject({
      Amount: { display: '$1,234.50' },
      CloseDate: { display: '2/26/2027' },
      StageName: { display: 'Prospecting' },
    });
  });

  it.each<[string, Partial<StateFile>, RegExp]>([
    ['a field', { fields: { Id: 'x', Nope__c: 1 } }, /Opportunity has no field Nope__c/],
    ['a field to hide', { missingFields: ['Nope__c'] }, /no field Nope__c to hide/],
    ['a value', { fields: { Id: 'x', CloseDate: 'soon' } }, /CloseDate cannot be "soon"/],
    [
      'a value of a restricted list',
      { fields: { Id: 'x', Referral_Visibility__c: 'Everybody' } },
      /Referral_Visibility__c cannot be "Everybody"/,
    ],
    ['an object', { object: 'Deal' }, /no object Deal/],
  ])('with %s that does not exist is refused', (_what, changes, sentence) => {
    expect(() => pageStateOf(state(changes), schema, 'Large')).toThrow(sentence);
  });

  it.each([
    ['a word that nobody knows', { name: 'one', title: 'One', colour: 'red' }, /one\.json/],
    ['a name that is not the file’s', { name: 'two', title: 'Two' }, /its name is two/],
  ])('in a file with %s is refused', (_what, content, sentence) => {
    using folder = copyTree();
    folder.write('one.json', JSON.stringify(content));
    expect(() => readStateFiles(folder.folder)).toThrow(sentence);
  });

  it('of a name that another has is refused', () => {
    using folder = copyTree();
    folder.write('one.json', JSON.stringify({ name: 'one', title: 'One' }));
    expect(() => loadStates([folder.folder, folder.folder])).toThrow('two states are called one');
  });
});
