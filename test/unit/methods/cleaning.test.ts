import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { classStarts, condensed } from '../../../src/engine/methods/resample/parts/condense';
import {
  cleanedClasses,
  neighbourGround,
} from '../../../src/engine/methods/resample/parts/neighbour-ground';
import { oneSided } from '../../../src/engine/methods/resample/one-sided-selection';
import { createRandom } from '../../../src/engine/random';
import type { ParamValue } from '../../../src/engine/params/params';
import { cellText, tableOf, type Table } from '../../../src/engine/table/table';
import fixtures from '../../fixtures/methods/fixtures-act.json';
import { FIXTURE_A } from './fixtures';
import { dataFile, FACTS, given, run, sha256, type Given } from './run';

/** Where the rows of a worked example come from, and which of their columns are what. */
interface Source {
  readonly table?: string;
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly (string | number)[])[];
  readonly file?: string;
  readonly header?: boolean;
  readonly features?: readonly (string | number)[];
  readonly label?: string | number;
  readonly first?: string;
}

const place = (table: Table, wanted: string | number) =>
  typeof wanted === 'number' ? wanted : table.columns.findIndex(({ name }) => name === wanted);

/** Rows that are the first of those that are equal in some columns. */
function firstRows(table: Table, columns: readonly number[]): number[] {
  const seen = new Set<string>();
  return [...Array(table.rowCount).keys()].filter((row) => {
    const key = columns.map((column) => Number(cellText(table, row, column))).join();
    return !seen.has(key) && seen.add(key);
  });
}

const someRows = (table: Table, rows: readonly number[]): Table => ({
  rowCount: rows.length,
  columns: table.columns.map((column) => ({
    ...column,
    codes: Uint32Array.from(rows, (row) => column.codes[row]!),
  })),
});

/** A file with the row of the source file of each of its rows. */
interface Subject extends Given {
  readonly sourceRows: readonly number[];
}

const read = new Map<string, Subject>();

function subjectOf(source: Source): Subject {
  if (source.table) return { ...FIXTURE_A, sourceRows: [...Array(16).keys()] };
  if (source.rows) {
    const rows = source.rows.map((row) => row.map(String));
    const sourceRows = [...rows.keys()];
    return { ...given(tableOf([...source.columns!], rows), { label: 'label' }), sourceRows };
  }
  const key = JSON.stringify(source);
  const known = read.get(key);
  if (known) return known;
  const whole = dataFile(source.file!, source.header ?? true);
  const features = source.features!.map((wanted) => place(whole, wanted));
  const all = [...Array(whole.rowCount).keys()];
  const sourceRows = source.first ? firstRows(whole, features) : all;
  const table = someRows(whole, sourceRows);
  const label = place(table, source.label!);
  const { profiles } = given(table);
  const roles = table.columns.map((_, index) =>
    index === label ? 'label' : features.includes(index) ? 'feature' : 'ignored',
  );
  const subject: Subject = { table, profiles, roles, sourceRows };
  read.set(key, subject);
  return subject;
}

const METHODS = [
  'tomek-links',
  'edited-nearest-neighbours',
  'repeated-enn',
  'all-knn',
  'neighbourhood-cleaning-rule',
  'near-miss',
] as const;

describe.each(METHODS)('%s', (method) => {
  const examples = fixtures.capabilities[method].map(
    (each, index) => [`${index}: ${each.name} of ${JSON.stringify(each.input)}`, each] as const,
  );
  it.each(examples)('answers worked example %s', (_, each) => {
    const {
      input,
      params,
      expect: expected,
    } = each as unknown as {
      input: Source;
      params: Record<string, ParamValue>;
      expect: { removed?: number[]; removedCount?: number; removedSha256?: string };
    };
    const values = {
      ...params,
      ...('version' in params ? { version: String(params['version']) } : {}),
    };
    const subject = subjectOf(input);
    const { removed } = run(subject, [{ method, values }]).plan;
    const rows = Array.from(removed.rows, (row) => subject.sourceRows[row]);
    if (expected.removed) expect(rows).toEqual(expected.removed);
    else {
      expect(rows).toHaveLength(expected.removedCount!);
      const digest = createHash('sha256').update(rows.join(',')).digest('hex');
      expect(digest).toBe(expected.removedSha256);
    }
  });
});

describe('condensed sets from a given start row', () => {
  const values = { scale: 'none', metric: 'types', missing: 'exclude', strategy: 'auto' };
  const context = {
    ...FIXTURE_A,
    facts: FACTS,
    random: createRandom(0, sha256),
    scope: Uint32Array.from({ length: 16 }, (_, row) => row),
    scopeName: 'all',
    origin: FIXTURE_A,
    tick: () => undefined,
  } as const;
  const ground = neighbourGround(FIXTURE_A.table, values, context);
  const cleaned = cleanedClasses(ground.classes, values);
  const [drawn] = classStarts(ground, cleaned, 'test', 1, context);
  const start = { ...drawn!, starts: Uint32Array.of(5) };

  it('keeps what Hart keeps', () => {
    expect([...condensed(ground, start, 1), 5].sort((a, b) => a - b)).toEqual([
      0, 3, 4, 5, 8, 9, 10,
    ]);
  });

  it('selects one side as the peer does', () => {
    const { redundant, links } = oneSided(ground, cleaned, [start], 1);
    const removed = [...redundant, ...links.map(({ point }) => point)];
    expect(removed.sort((a, b) => a - b)).toEqual([4, 6, 8, 9]);
  });
});
