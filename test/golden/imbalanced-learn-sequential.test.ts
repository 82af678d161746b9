import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/engine/random';
import { cellText, tableOf, type Table } from '../../src/engine/table/table';
import golden from '../peers/imbalanced-learn-sequential.json';
import { dataFile, given, run, sha256, type Given } from '../unit/methods/run';

type Case = (typeof golden.cases)[number];

const read = new Map<string, Given>();
const random = createRandom(0, sha256);

/** The rows as the peer was given them: the largest class first, and every cell moved so that no two rows are equal. */
function subjectOf({ file, header, label, features, step }: Case): Given {
  const known = read.get(file);
  if (known) return known;
  const table = dataFile(file, header);
  const rows = sortedRows(table, label, features, step);
  const cells = rows.map((row) => features.map((column) => Number(cellText(table, row, column))));
  features.forEach((_, j) => {
    const moved = random.stream(`moved/${j}`);
    const values = cells.map((own) => own[j]!);
    const span = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
    cells.forEach((own, i) => {
      own[j]! += moved.uniform(i) * 1e-4 * span;
    });
  });
  const names = [...features.map((column) => `f${column}`), 'label'];
  const lines = rows.map((row, i) => [...cells[i]!.map(String), cellText(table, row, label)]);
  const subject = given(tableOf(names, lines), { label: 'label' });
  read.set(file, subject);
  return subject;
}

/** One of every `step` rows without those that lack a number, the largest class first. */
function sortedRows(
  table: Table,
  label: number,
  features: readonly number[],
  step: number,
): number[] {
  const complete = (row: number) =>
    features.every((column) => {
      const text = cellText(table, row, column);
      return text !== '' && Number.isFinite(Number(text));
    });
  const rows = [...Array(table.rowCount).keys()].filter((row) => row % step === 0 && complete(row));
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = cellText(table, row, label);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [largest] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a));
  const first = (row: number) => cellText(table, row, label) === largest;
  return [...rows.filter(first), ...rows.filter((row) => !first(row))];
}

/** The parameters of a case, by its name. */
function stepOf(name: string) {
  const [method, word = ''] = name.split(' ');
  const values = {
    'condensed-nearest-neighbour': { strategy: word },
    'one-sided-selection': {},
    'repeated-enn': { rule: word },
    'all-knn': { rule: word },
    'neighbourhood-cleaning-rule': {},
    // The peer was given standardised numbers here.
    'instance-hardness-threshold': { model: word, scale: 'standard' },
  }[method!]!;
  return { method: method!, values: { scale: 'none', metric: 'numbers', ...values } };
}

describe(`imbalanced-learn ${golden['imbalanced-learn']}, again and again over real files`, () => {
  it.each(golden.cases.map((each) => [each.file, each.method, each] as const))(
    '%s, %s: the same rows leave',
    (_file, _method, each) => {
      const subject = subjectOf(each);
      expect(subject.table.rowCount).toBe(each.rows);
      const { removed } = run(subject, [stepOf(each.method)]).plan;
      const bits = inflateSync(Buffer.from(each.bits, 'base64'));
      const expected = [...Array(each.rows).keys()].filter(
        (row) => (bits[row >> 3]! & (1 << (row & 7))) !== 0,
      );
      expect(expected).toHaveLength(each.removed);
      expect([...removed.rows]).toEqual(expected);
    },
  );
});
