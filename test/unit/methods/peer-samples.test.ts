import { describe, expect, it } from 'vitest';
import type { StrategyValue } from '../../../src/engine/params/params';
import {
  resolveStrategy,
  type SamplingKind,
} from '../../../src/engine/methods/resample/parts/strategy';
import type { Plan } from '../../../src/engine/plan/plan';
import type { EngineError } from '../../../src/engine/problems';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { cellText } from '../../../src/engine/table/table';
import golden from '../../peers/imbalanced-learn-samples.json';
import { numericTable, peerTable, type PeerTable } from './peer-tables';
import { run } from './run';
import { energyTest } from './two-samples';

const RAW = { scale: 'none', decimals: 'full', baseSampling: 'random' };
/** The peer's rows of adult are its first ones. */
const MOST: Record<string, number> = { adult: 6000 };
/** Two samples of one kind are told apart with this chance; no sample here depends on a clock or a seed of the day. */
const LEAST = 0.01;

/** What a method plans, numbers as the peer takes them. */
const planOf = (subject: PeerTable, method: string, values: Record<string, string | number> = {}) =>
  run(subject, [{ method, values: { ...RAW, ...values } }]).plan;

/** The cells of made rows of a class in some columns, evenly picked. */
function madeCells(
  subject: PeerTable,
  plan: Plan,
  of: { readonly class: string; readonly columns: readonly string[]; readonly most: number },
): string[][] {
  const planned = plannedTable(subject.table, plan);
  const columns = of.columns.map((name) =>
    subject.table.columns.findIndex((column) => column.name === name),
  );
  const label = subject.roles.indexOf('label');
  const rows: number[] = [];
  for (let row = plan.rows.length; row < planned.rowCount; row++) {
    if (cellText(planned, row, label) === of.class) rows.push(row);
  }
  const step = Math.max(1, Math.floor(rows.length / of.most));
  return rows
    .filter((_, i) => i % step === 0)
    .slice(0, of.most)
    .map((row) => columns.map((column) => cellText(planned, row, column)));
}

/** Numbers, and one more per category: 1 where a row has it. */
function coded(
  numbers: readonly number[][],
  levels: readonly string[][],
  known: readonly Set<string>[],
) {
  return numbers.map((own, i) => [
    ...own,
    ...known.flatMap((names, at) => [...names].map((name) => (levels[i]![at] === name ? 1 : 0))),
  ]);
}

describe('made rows of mixed columns are of one kind with those of imbalanced-learn', () => {
  const names = Object.keys(golden.mixed) as (keyof typeof golden.mixed)[];
  const samplesOf = (name: keyof typeof golden.mixed) => {
    const { numbers, levels, label, made, class: small, rows } = golden.mixed[name];
    const columns = [...numbers, ...levels];
    const subject = peerTable(name, columns, label, { most: MOST[name] ?? Infinity });
    expect(subject.rowOf).toHaveLength(rows);
    const of = { class: small, columns, most: made.numbers.length };
    const cells = madeCells(subject, planOf(subject, 'smotenc'), of);
    const ours = {
      numbers: cells.map((row) => row.slice(0, numbers.length).map(Number)),
      levels: cells.map((row) => row.slice(numbers.length)),
    };
    const known = levels.map(
      (_, at) => new Set([...ours.levels, ...made.levels].map((row) => row[at]!)),
    );
    return { ours, made, known };
  };

  it.each(names)('%s', (name) => {
    const { ours, made, known } = samplesOf(name);
    const [a, b] = [ours, made].map((each) => coded(each.numbers, each.levels, known));
    expect(energyTest(a!, b!, 12)).toBeGreaterThan(LEAST);
  });

  it('and the test tells kinds apart: categories of other rows', () => {
    const { ours, made, known } = samplesOf('german');
    const turned = made.levels.map((row, i) =>
      row.map((_, at) => made.levels[(i * (at + 3)) % made.levels.length]![at]!),
    );
    const a = coded(
      ours.numbers,
      ours.levels.map((_, i) => turned[(i * 7) % turned.length]!),
      known,
    );
    const shifted = a.map((row) => row.map((value, at) => (at === 0 ? value * 1.6 : value)));
    const b = coded(made.numbers, made.levels, known);
    expect(energyTest(shifted, b, 12)).toBeLessThan(LEAST);
  });
});

describe('made rows within clusters are of one kind with those of imbalanced-learn', () => {
  it.each(Object.keys(golden.clustered) as (keyof typeof golden.clustered)[])('%s', (name) => {
    const { clusters, class: value, rows } = golden.clustered[name];
    const subject = numericTable(name);
    const columns = subject.table.columns
      .filter((_, i) => subject.roles[i] === 'feature')
      .map((column) => column.name);
    const of = { class: value, columns, most: rows.length };
    const values = { clusters, balanceThreshold: 0.1 };
    const numbersOf = (method: string, own: Record<string, string | number>) =>
      madeCells(subject, planOf(subject, method, own), of).map((row) => row.map(Number));
    expect(energyTest(numbersOf('kmeans-smote', values), rows, 13)).toBeGreaterThan(LEAST);
    // Rows made without clusters are not: the test can fail.
    if (name === 'mammography')
      expect(energyTest(numbersOf('smote', {}), rows, 13)).toBeLessThan(LEAST);
  });
});

describe('made rows that a filter of trees leaves are of one kind with those of scikit-learn', () => {
  it.each(Object.keys(golden.filtered) as (keyof typeof golden.filtered)[])('%s', (name) => {
    const { class: value, rows, all, gone } = golden.filtered[name];
    const subject = numericTable(name);
    const columns = subject.table.columns
      .filter((_, i) => subject.roles[i] === 'feature')
      .map((column) => column.name);
    const of = { class: value, columns, most: rows.length };
    const plan = planOf(subject, 'smote-ipf');
    const ours = madeCells(subject, plan, of).map((row) => row.map(Number));
    expect(energyTest(ours, rows, 14)).toBeGreaterThan(LEAST);
    const left = plan.rows.length + plan.made!.count;
    const wanted = Object.values(gone).reduce((sum, count) => sum + count, 0);
    // Folds and trees are other ones: the rows that leave agree to two in a hundred of all.
    expect(Math.abs(all - left - wanted) / all).toBeLessThan(0.02);
  });
});

describe('a strategy is refused where imbalanced-learn refuses it, and else targets the same', () => {
  const cases = golden.strategies.map((each) => ({
    ...each,
    strategy: (each.strategy === 'Infinity' ? Infinity : each.strategy) as StrategyValue,
  }));
  /** What is more here than there: classes to clean may be none, words may have spaces around them. */
  const wider = ({ strategy, kind }: (typeof cases)[number]) =>
    (typeof strategy === 'string' && strategy !== strategy.trim()) ||
    (kind === 'clean' && typeof strategy === 'object' && Object.keys(strategy).length === 0);

  it.each(['over', 'under', 'clean'] as const)('%s', (kind: SamplingKind) => {
    const own = cases.filter((each) => each.kind === kind && !wider(each));
    expect(own.length).toBeGreaterThan(100);
    for (const each of own) {
      const counts = Object.entries(each.counts).filter(([, rows]) => rows !== undefined);
      const classes = {
        values: counts.map(([value]) => value),
        counts: counts.map(([, rows]) => rows!),
      };
      let answer: Record<string, number> | string;
      try {
        const targets = resolveStrategy(classes, each.strategy, kind);
        answer = Object.fromEntries(
          targets.map(({ index, rows }) => [classes.values[index]!, rows]),
        );
      } catch (error) {
        answer = (error as EngineError).code;
      }
      const what = JSON.stringify([each.counts, each.strategy]);
      const error = 'error' in each ? each.error : undefined;
      if (error === undefined) {
        const targets = Object.entries(each.targets!).filter(([, rows]) => rows !== undefined);
        if (kind === 'clean')
          expect(Object.keys(answer).sort(), what).toEqual(targets.map(([value]) => value).sort());
        else expect(answer, what).toEqual(Object.fromEntries(targets));
      } else if (/not present in the data/.test(error))
        expect(answer, `${what}: ${error}`).toBe('unknown-class');
      else if (/more than 1 class/.test(error)) expect(answer, what).toBe('one-class');
      else expect(answer, `${what}: ${error}`).toBe('bad-strategy');
    }
  });
});
