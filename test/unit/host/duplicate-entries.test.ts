import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { pageOf, selectRows, type PlainSelector } from '../../../src/files/reading/row-pages';
import { duplicateEntries } from '../../../src/host/editor/duplicate-entries';
import { audit } from '../metrics/auditing';

/** Rows of a text of twenty words, none of them shared, and a label. */
const text = (index: number) =>
  Array.from({ length: 20 }, (_, at) => `word${index * 20 + at}`).join(' ');
const alone = (count: number) =>
  Array.from({ length: count }, (_, i) => [text(i), i % 2 ? 'ham' : 'spam']);

/** The entries of a table, and how many rows were asked for; lines count from 1 and are rows. */
async function entriesOf(rows: readonly (readonly string[])[]) {
  const table = tableOf(['text', 'label'], rows);
  const { report, evidence } = audit(table, { roles: { label: 'label', text: 'text' } });
  let asked = 0;
  const found = await duplicateEntries(report, ({ selector, offset, limit, characters }) => {
    const selected = selectRows(
      table,
      undefined,
      evidence,
      selector as PlainSelector,
      () => undefined,
    );
    const page = pageOf(table, selected, offset, limit, characters);
    asked += page.rows.length;
    return Promise.resolve(page);
  });
  return { ...found, asked };
}

describe('the entries of repeated rows', () => {
  it('are none where nothing repeats', async () => {
    expect(await entriesOf(alone(30))).toMatchObject({ entries: [], rows: 0 });
  });

  it('say what a row repeats and where, contradictions first', async () => {
    const near = `${text(3).split(' ').slice(0, 19).join(' ')} else`;
    const { entries, rows } = await entriesOf([
      ...alone(30),
      [text(1), 'ham'],
      [text(2), 'ham'],
      [near, 'ham'],
    ]);
    expect(rows).toBe(6);
    expect(entries.map(({ kind, line, others }) => ({ kind, line, others }))).toEqual([
      { kind: 'exact', line: 2, others: [31] },
      { kind: 'contradictory', line: 3, others: [32] },
      { kind: 'near', line: 4, others: [33] },
      { kind: 'exact', line: 31, others: [2] },
      { kind: 'contradictory', line: 32, others: [3] },
      { kind: 'near', line: 33, others: [4] },
    ]);
    const said = entries.map(({ message }) => message);
    expect(said[0]).toBe('This row occurs 2 times: line 31.');
    expect(said[1]).toBe('Rows that agree with this one have another `label`: line 32.');
    expect(said[2]).toBe('The text in `text` is nearly equal to another: line 33.');
    // 15 of 17 runs of five words.
    expect(said[5]).toBe('The text in `text` is 88% like the longest of 2: line 4.');
  });

  it('are at most a thousand, and no more rows are asked for', async () => {
    const { entries, rows, asked } = await entriesOf([...alone(700), ...alone(700)]);
    expect(entries).toHaveLength(1000);
    expect(rows).toBeGreaterThanOrEqual(1400);
    expect(asked).toBe(1000);
  });
});
