import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRow } from '../../../../src/report/text/csv-text.ts';
import { readCsv } from '../../csv-reader.ts';
import { hostileText } from '../../generators.ts';
import { clean, eventful, hostileOutcomes, written } from './hostile.ts';

describe('a row of CSV', () => {
  test.each([
    [['a', 'b'], 'a,b'],
    [['a,b', 'say "x"'], '"a,b","say ""x"""'],
    [[null, '', 0, -1.5], ',,0,-1.5'],
    [['=1+1'], "'=1+1"],
    [['+1', '-1', '@SUM(1)'], "'+1,'-1,'@SUM(1)"],
    [[' =1', 'a '], '\' =1,"a "'],
    [['＝1', '｜a', '|a', '%x'], "'＝1,｜a,'|a,'%x"],
    [["'=1", '"=1'], '\'\'=1,"\'""=1"'],
    [['\t=1', '\r=1', 'a\nb'], '\\x09=1,\\x0d=1,a\\x0ab'],
    [['a=b', 'a@example.com'], 'a=b,a@example.com'],
  ])('%j is %s', (cells, text) => {
    expect(csvRow(cells)).toBe(`${text}\r\n`);
  });

  test('is one row of its cells for a reader, and no cell is a formula', () => {
    const formulas = fc
      .tuple(
        fc.constantFrom('', ' ', '\t', "'", '"', '\u00a0', '\ufeff', '\0'),
        fc.constantFrom(...'=+-@＝＋－＠'),
        hostileText,
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(hostileText, formulas), { minLength: 1 }), (cells) => {
        const rows = readCsv(csvRow(cells));
        expect(rows).toHaveLength(1);
        expect(rows[0]).toHaveLength(cells.length);
        for (const cell of rows[0] ?? []) expect(cell).not.toMatch(/^[\s"]*[=+\-@\t\r＝＋－＠]/);
      }),
    );
  });
});

describe('CSV', () => {
  test('has a row for each finding below the names of columns', () => {
    const [head = [], ...rows] = readCsv(written('csv', eventful));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toHaveLength(head.length);
    const cellOf = (name: string, row = 0) => rows[row]?.[head.indexOf(name)];
    expect([cellOf('time'), cellOf('detected'), cellOf('case'), cellOf('countries')]).toEqual([
      '2023-10-02T10:15:40.003Z',
      '2023-10-03T06:00:00.000Z',
      'okc_7c1e0b6a92d4',
      'FR; NL',
    ]);
    expect(cellOf('networks')).toBe('AS64500; AS64511');
    expect(cellOf('techniques', 1)).toBe('T1136.003; T9999');
  });

  test('of a run without findings has the names of columns', () => {
    expect(readCsv(written('csv', clean))).toHaveLength(1);
  });

  test('keeps its form whatever the texts are', () => {
    fc.assert(
      fc.property(hostileText, (hostile) => {
        const [head = [], ...rows] = readCsv(written('csv', hostileOutcomes(hostile)));
        expect(rows.map((row) => row.length)).toEqual([head.length]);
      }),
      { numRuns: 100 },
    );
  });
});
