import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cells, read } from '../../unit/codecs/reading';
import { recordsOf, isBlank, valueOf } from './mutated/records';
import { pythonCsv } from './python-csv';

interface Case {
  readonly text: string;
  readonly records: string[][];
}
const GOLDEN = join(import.meta.dirname, '../../peers/python-csv.json');
const { cases } = JSON.parse(readFileSync(GOLDEN, 'utf8')) as { cases: Case[] };

describe('what the csv module of Python 3 reads, by Python itself (test/peers/python-csv.py)', () => {
  it('is what the two oracles of these tests read', () => {
    for (const { text, records } of cases) {
      expect(pythonCsv(text, ','), text).toEqual(records);
      const found = recordsOf(text, { delimiter: ',', padded: false });
      expect(
        found.filter((record) => !isBlank(record)).map(({ fields }) => fields.map(valueOf)),
        text,
      ).toEqual(records);
    }
  });

  it('is what is read here, but for a mark at the start, padding, and rows of other widths', () => {
    for (const { text, records } of cases) {
      const { table, facts } = read(text, { delimiter: ',', header: false, encoding: 'utf-8' });
      if (facts.dialect!.bom || facts.dialect!.skipInitialSpace) continue;
      const width = table.columns.length;
      const fitted = records.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''));
      expect(cells(table), text).toEqual(fitted);
    }
  });
});
