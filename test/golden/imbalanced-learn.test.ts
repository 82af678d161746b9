import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nearestNeighbours, NO_POINT } from '../../src/engine/kernels/nearest-neighbours';
import { cellText, type Table } from '../../src/engine/table/table';
import golden from '../peers/imbalanced-learn.json';
import { dataFile, given, run, type Given } from '../unit/methods/run';

type Case = (typeof golden.cases)[number];

const read = new Map<string, Given>();

/** The rows that the peer was given: one of every `step`, without those that lack a number. */
function subjectOf({ file, header, label, features, step }: Case): Given {
  const known = read.get(file);
  if (known) return known;
  const whole = dataFile(file, header);
  const complete = (row: number) =>
    features.every((column) => {
      const text = cellText(whole, row, column);
      return text !== '' && Number.isFinite(Number(text));
    });
  const rows = [...Array(whole.rowCount).keys()].filter((row) => row % step === 0 && complete(row));
  const table: Table = {
    rowCount: rows.length,
    columns: whole.columns.map((column) => ({
      ...column,
      codes: Uint32Array.from(rows, (row) => column.codes[row]!),
    })),
  };
  const roles = table.columns.map((_, index) =>
    index === label ? 'label' : features.includes(index) ? 'feature' : 'ignored',
  );
  // Whole numbers of few values are categories to Ballast, numbers to the peer.
  const profiles = given(table).profiles.map((profile, index) =>
    features.includes(index) ? { ...profile, semantic: 'numeric' as const } : profile,
  );
  const subject: Given = { table, profiles, roles };
  read.set(file, subject);
  return subject;
}

/** The parameters of a case, by its name. */
function stepOf(name: string) {
  const [method, word = ''] = name.split(' ');
  const values = {
    'tomek-links': { strategy: word },
    'edited-nearest-neighbours': { rule: word },
    'neighbourhood-cleaning-rule': {},
    'near-miss': { version: word },
  }[method!]!;
  return { method: method!, values: { scale: 'none', metric: 'numbers', ...values } };
}

/** Neighbours asked by any of the methods, and one more. */
const K = 4;

/**
 * Points at which equal distances let two right programs differ: one that lies upon another, whose nearest are as far as
 * each other within rounding, or that is near such a point or has one near it.
 */
function tiedPoints({ table }: Given, features: readonly number[]): Uint8Array {
  const values = new Float64Array(table.rowCount * features.length);
  for (let row = 0, at = 0; row < table.rowCount; row++) {
    for (const column of features) values[at++] = Number(cellText(table, row, column));
  }
  const points = { count: table.rowCount, dimensions: features.length, values };
  const near = nearestNeighbours(points, K, () => undefined);
  const tied = new Uint8Array(table.rowCount);
  const around = new Uint8Array(table.rowCount);
  for (let point = 0; point < table.rowCount; point++) {
    const distances = near.distances.subarray(point * K, (point + 1) * K);
    const equal = (i: number) => distances[i + 1]! - distances[i]! <= 2e-9 * distances[i + 1]!;
    if (distances[0] === 0 || [0, 1, 2].some(equal)) tied[point] = 1;
  }
  near.points.forEach((other, i) => {
    if (other === NO_POINT) return;
    const point = Math.floor(i / K);
    if (tied[other]) around[point] = 1;
    if (tied[point]) around[other] = 1;
  });
  return tied.map((own, point) => own | around[point]!);
}

describe(`imbalanced-learn ${golden.versions['imbalanced-learn']} on real files`, () => {
  const tied = new Map<string, Uint8Array>();
  it.each(golden.cases.map((each) => [each.file, each.method, each] as const))(
    '%s, %s: the same rows leave, but for ties',
    (file, _, each) => {
      const subject = subjectOf(each);
      expect(subject.table.rowCount).toBe(each.rows);
      const { removed } = run(subject, [stepOf(each.method)]).plan;
      const bits = inflateSync(Buffer.from(each.bits, 'base64'));
      const ours = new Set(removed.rows);
      const differing = [...Array(each.rows).keys()].filter(
        (row) => ours.has(row) !== ((bits[row >> 3]! & (1 << (row & 7))) !== 0),
      );
      if (!tied.has(file)) tied.set(file, tiedPoints(subject, each.features));
      expect(differing.filter((row) => !tied.get(file)![row])).toEqual([]);
    },
  );

  it.each(['mammography.csv', 'diamonds.csv', 'penguins.csv', 'glass.csv'])(
    '%s has rows on no tie, so that the comparison means something',
    (file) => {
      const each = golden.cases.find((known) => known.file === file)!;
      const own = tiedPoints(subjectOf(each), each.features);
      expect(own.reduce((sum, at) => sum + at, 0) / own.length).toBeLessThan(0.7);
    },
  );
});
