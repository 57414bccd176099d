import fc from 'fast-check';
import { readCatalogue } from '../catalogueRows';
import { parseCsv } from '../parseCsv';

const cellsOf = (text) => parseCsv(text).records.map(({ cells }) => cells);

it.each([
  [
    'commas',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'semicolons, as spreadsheets of many languages write them',
    'a;b\n1,5;2',
    [
      ['a', 'b'],
      ['1,5', '2'],
    ],
  ],
  [
    'tabs',
    'a\tb\n1\t2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['a mark of Unicode at its beginning', '\uFEFFa,b', [['a', 'b']]],
  ['line ends of every system', 'a\r\nb\rc\nd', [['a'], ['b'], ['c'], ['d']]],
  [
    'quoted cells with everything in them',
    'a,b\n"x, ""y""\nz",2',
    [
      ['a', 'b'],
      ['x, "y"\nz', '2'],
    ],
  ],
  ['a separator that only stands in quotation marks', '"a;b;c",d', [['a;b;c', 'd']]],
  [
    'empty cells, and lines that are empty',
    'a,b\n\n,\n"",\n\n',
    [
      ['a', 'b'],
      ['', ''],
      ['', ''],
    ],
  ],
  ['a quotation mark within a cell', 'a\n5" disk', [['a'], ['5" disk']]],
  ['nothing', '', []],
])('reads %s', (_what, text, expected) => {
  expect(cellsOf(text)).toEqual(expected);
  expect(parseCsv(text).brokenLine).toBeNull();
});

it.each([
  ['is never closed', 'a,b\n1,2\n"x,3\n4,5', 3],
  ['is followed by text', 'a,b\n"x"y,2', 2],
])('names the line where a quotation mark %s', (_what, text, line) => {
  expect(parseCsv(text).brokenLine).toBe(line);
});

it('knows the line of a record below cells of several lines', () => {
  expect(parseCsv('a,b\r\n"x\r\ny",1\r\n\r\nz,2').records.map(({ line }) => line)).toEqual([
    1, 2, 5,
  ]);
});

/** As a spreadsheet writes it. */
const write = (rows, separator) =>
  rows
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator))
    .join('\r\n');

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '\n', '\r', ' ', '𝒳'),
});

it('reads back whatever was written', () => {
  const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 8,
    }),
  );
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t'), (rows, separator) => {
      // The first line tells the separator, so it holds no other one.
      const header = rows[0].map((_cell, at) => `column ${at}`);
      expect(cellsOf(write([header, ...rows], separator))).toEqual([header, ...rows]);
    }),
    { numRuns: 300 },
  );
});

it('never fails and never loses a character of bare cells, whatever the text is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ',', ';', '\n', '\r', '"') }), (text) => {
      const { records, brokenLine } = parseCsv(text);
      const read = records.flatMap(({ cells }) => cells).join('');
      const letters = (all) => all.split('a').length;
      expect(brokenLine !== null || letters(read) === letters(text)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('a catalogue', () => {
  it('has its columns by name, in any order and spelling', () => {
    const text = 'Publisher;Solution_Id__c;NAME;Is Active\nFabrikam;SOL-1; Line Insight ;yes';
    expect(readCatalogue(text)).toEqual({
      error: null,
      bad: [],
      rows: [
        {
          line: 2,
          publisher: 'Fabrikam',
          solutionId: 'SOL-1',
          name: 'Line Insight',
          active: 'yes',
        },
      ],
    });
  });

  it('leaves out columns that the file does not have, and fills cells that a line lacks', () => {
    expect(readCatalogue('id,name,type\nSOL-1,Name').rows).toEqual([
      { line: 2, solutionId: 'SOL-1', name: 'Name', type: '' },
    ]);
  });

  it.each([
    ['has an unknown column', 'id,nmae\nSOL-1,x', 'There is no column "nmae".'],
    [
      'has a column twice',
      'id,name,Id\nSOL-1,x,y',
      'The column "Id" stands in the first line twice.',
    ],
    ['has no column for the id', 'name\nx', 'The first line must name the columns'],
    ['has no lines', 'id,name\n', 'There are no lines in this file.'],
    ['is empty', '', 'There are no lines in this file.'],
    ['has an open quotation mark', 'id\n"x', 'A quotation mark in line 2'],
  ])('that %s is refused with a sentence', (_what, text, sentence) => {
    const { error, rows } = readCatalogue(text);
    expect(error ?? 'There is nothing wrong').toContain(sentence);
    expect(rows).toEqual([]);
  });

  it('tells lines with too many cells, and ids that came before', () => {
    const { bad, rows } = readCatalogue('id,name\nSOL-1,a\nsol-1,b\nSOL-2,c,d\nSOL-2,e,\n');
    expect(rows.map(({ line }) => line)).toEqual([2, 5]);
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'This id stands in line 2 already.'],
      [4, 'The line has more cells than the first line has columns.'],
    ]);
  });
});
