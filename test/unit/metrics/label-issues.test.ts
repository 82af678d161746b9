import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AuditRequest } from '../../../src/engine/audit';
import type { LabelIssues } from '../../../src/engine/metrics/quality/label-issues';
import {
  adjustedProbabilities,
  calibrationError,
  cohensKappa,
  confidentLearning,
  largestRemainder,
  normalisedMargins,
} from '../../../src/engine/statistics/confident-learning';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

interface Golden {
  readonly cases: {
    labels: number[];
    probabilities: number[][];
    thresholds: number[];
    joint: number[][];
    calibrated: number[][];
    flagged: number[];
    margins: number[];
    adjusted: number[];
    kappa: number;
  }[];
}

const FILE = join(import.meta.dirname, '../../peers/confident-learning.json');
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Golden;
const METRIC = 'label-issues';

const rowsOf = (values: Float64Array, k: number) =>
  Array.from({ length: values.length / k }, (_, i) => [...values.subarray(i * k, (i + 1) * k)]);

function judge(labels: readonly number[], rows: readonly (readonly number[])[]) {
  const classCount = rows[0]!.length;
  const judged = { given: labels, probabilities: Float64Array.from(rows.flat()), classCount };
  const found = confidentLearning(judged);
  const adjusted = adjustedProbabilities(judged.probabilities, found.thresholds);
  return {
    thresholds: [...found.thresholds],
    joint: rowsOf(found.joint, classCount),
    calibrated: rowsOf(found.calibrated, classCount),
    flagged: [...found.flagged],
    margins: [...normalisedMargins(judged)],
    adjusted: [...normalisedMargins({ ...judged, probabilities: adjusted })],
    kappa: cohensKappa(labels, found.suggested, classCount),
  };
}

describe('confident learning', () => {
  test('figures of cleanlab', () => {
    expect(golden.cases.length).toBeGreaterThan(3);
    for (const { labels, probabilities, ...wanted } of golden.cases) {
      expect(differences(judge(labels, probabilities), wanted, 1e-9)).toEqual([]);
    }
  });

  test.each(examplesOf(METRIC))('$name', ({ input, expect: wanted, tol }) => {
    const labels = input['labels'] as number[];
    const rows = input['probabilities'] as number[][];
    const found = judge(labels, rows);
    const actual = {
      ...found,
      confidentJoint: found.joint,
      normalisedMargin: found.margins,
      selfConfidence: rows.map((own, i) => own[labels[i]!]),
      noiseRate: found.calibrated.map((own, s) => 1 - own[s]! / own.reduce((a, b) => a + b, 0)),
    };
    expect(differences(actual, wanted, tol)).toEqual([]);
  });

  test('whatever the probabilities: rows add up, one label of each class stays, no winner is flagged', () => {
    const die = dice(11);
    for (let round = 0; round < 60; round++) {
      const k = 2 + die.below(5);
      const labels = Array.from({ length: k + die.below(60) }, (_, i) =>
        i < k ? i : die.below(k),
      );
      const rows = labels.map(() => {
        // Few different numbers, so that there are ties.
        const own = Array.from({ length: k }, () => 1 + die.below(4));
        const sum = own.reduce((a, b) => a + b, 0);
        return own.map((value) => value / sum);
      });
      const { calibrated, flagged } = judge(labels, rows);
      calibrated.forEach((own, s) => {
        const size = labels.filter((label) => label === s).length;
        expect(own.reduce((a, b) => a + b, 0)).toBe(size);
        expect(own[s]).toBeGreaterThanOrEqual(1);
        const off = size - own[s]!;
        expect(flagged.filter((i) => labels[i] === s).length).toBeLessThanOrEqual(off);
      });
      for (const i of flagged) expect(Math.max(...rows[i]!)).toBeGreaterThan(rows[i]![labels[i]!]!);
    }
  });

  test('a class without rows has no threshold and takes none', () => {
    const found = judge(
      [0, 0, 0, 1, 1, 1],
      [
        [0.8, 0.1, 0.1],
        [0.1, 0.1, 0.8],
        [0.7, 0.2, 0.1],
        [0.1, 0.8, 0.1],
        [0.1, 0.9, 0],
        [0.2, 0.1, 0.7],
      ],
    );
    expect(found.thresholds[2]).toBe(Infinity);
    expect(found.flagged).toEqual([]);
    expect(found.adjusted.every(Number.isFinite)).toBe(true);
  });

  test('largest remainders, and of equal ones that of the given label', () => {
    expect([...largestRemainder(Float64Array.of(1.4, 2.3, 3.3), 7, 2)]).toEqual([2, 2, 3]);
    expect([...largestRemainder(Float64Array.of(0.5, 0.5, 1), 2, 1)]).toEqual([0, 1, 1]);
  });

  test('calibration error of ten probabilities, by five bins and by two', () => {
    const p = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95];
    const given = [0, 0, 1, 0, 0, 1, 0, 1, 1, 1];
    const probabilities = Float64Array.from(p.flatMap((own) => [1 - own, own]));
    const judged = { given, probabilities, classCount: 2 };
    expect(calibrationError(judged, 5)).toBeCloseTo(0.12, 12);
    expect(calibrationError(judged, 2)).toBeCloseTo(0.05, 12);
  });
});

const always: Partial<AuditRequest> = { settings: { [METRIC]: { models: 'always' } } };

/** Species of penguins, every tenth of which is another one. */
function flippedPenguins(): { readonly table: Table; readonly flipped: ReadonlySet<number> } {
  const clean = loadCsv('penguins.csv');
  const text = (row: number, column: number) => {
    const { codes, dictionary } = clean.columns[column]!;
    return dictionary.text(codes[row]!);
  };
  const names = clean.columns.map(({ name }) => name);
  const label = names.indexOf('species');
  const species = ['Adelie', 'Chinstrap', 'Gentoo'];
  const die = dice(3);
  const flipped = new Set<number>();
  while (flipped.size < Math.round(clean.rowCount / 10)) flipped.add(die.below(clean.rowCount));
  const rows = Array.from({ length: clean.rowCount }, (_, row) =>
    names.map((_name, column) => {
      const own = text(row, column);
      if (column !== label || !flipped.has(row)) return own;
      return species[(species.indexOf(own) + 1 + die.below(2)) % 3]!;
    }),
  );
  return { table: tableOf(names, rows), flipped };
}

describe('by models that have not seen the row', () => {
  test('flipped labels of penguins are found, which is a warning', () => {
    const { table, flipped } = flippedPenguins();
    const { report, evidence } = audit(table, { roles: { label: 'species' }, only: [METRIC] });
    const found = report.metrics[METRIC] as unknown as LabelIssues;
    const rows = [...evidence.get(`${METRIC}/doubtful`)!.rows];
    const right = rows.filter((row) => flipped.has(row)).length;
    expect(right / rows.length).toBeGreaterThanOrEqual(0.95);
    expect(right / flipped.size).toBeGreaterThan(0.85);
    expect(found.kappa).toBeGreaterThan(0.8);
    expect(found).toMatchObject({ from: 'models', asked: false, trusted: true, rows: 344 });
    expect(report.alerts).toMatchObject([
      {
        code: 'doubtful-labels',
        severity: 'warning',
        rowCount: rows.length,
        remedies: [{ method: 'relabel-suggestions' }],
      },
    ]);
    expect(found.queue.length).toBeGreaterThan(20);
    for (const { row, given, suggested, p, pSuggested } of found.queue) {
      expect(rows).toContain(row);
      expect(given).not.toBe(suggested);
      expect(pSuggested).toBeGreaterThan(p);
    }
    const doubted = found.classes.map((own) => own.flagged);
    expect(doubted.reduce((a, b) => a + b, 0)).toBe(rows.length);
    expect(found.share).toBeCloseTo(rows.length / 344, 12);
  });

  test.each([
    ['penguins.csv', 'species', 0, 0.98, 1],
    ['glass.csv', 'column_10', 0.206, 0.5, 0.6],
    ['german.csv', 'column_21', 0.136, 0.3, 0.4],
  ])('untouched, %s is no finding', (file, label, share, low, high) => {
    const { report } = audit(loadCsv(file), { roles: { label }, only: [METRIC] });
    const found = report.metrics[METRIC] as unknown as LabelIssues;
    expect(found.share).toBeCloseTo(share, 2);
    expect(found.kappa).toBeGreaterThan(low);
    expect(found.kappa).toBeLessThan(high);
    expect(report.alerts).toEqual([]);
  });

  test('who asks is told what is hard, as a note', () => {
    const request = { ...always, roles: { label: 'column_21' }, only: [METRIC] };
    expect(audit(loadCsv('german.csv'), request).report.alerts).toMatchObject([
      { code: 'doubtful-labels', severity: 'info', value: expect.closeTo(0.136, 3) as number },
    ]);
  });

  test('large files are judged on demand, by a sample of every class', () => {
    const table = loadCsv('mammography.csv');
    const label = { label: 'column_7' };
    const { report } = audit(table, { roles: label, only: [METRIC] });
    expect(report.metrics[METRIC]).toMatchObject({
      notApplicable: expect.stringContaining('label-issues.models') as string,
    });
    const found = figures<LabelIssues>(table, METRIC, {
      roles: label,
      settings: { [METRIC]: { models: 'always', rows: 1000 } },
    });
    expect(found.of).toBe(11_183);
    const [common, rare] = found.classes;
    expect([common!.judged, rare!.judged]).toEqual([977, 100]);
    // Each class counts as in the file, not as in the sample.
    const share = (common!.share! * common!.count + rare!.share! * rare!.count) / 11_183;
    expect(found.share).toBeCloseTo(share, 12);
  });

  test('the same file, the same figures', () => {
    const { table } = flippedPenguins();
    const request = { roles: { label: 'species' }, only: [METRIC] };
    const text = () => JSON.stringify(audit(table, request).report.metrics);
    expect(text()).toBe(text());
  });

  test('texts are judged by their words, and only train rows by train rows', () => {
    const words = [
      ['cash', 'prize', 'winner', 'claim'],
      ['meeting', 'agenda', 'minutes', 'room'],
    ];
    const die = dice(5);
    const rows = Array.from({ length: 300 }, (_, i) => {
      const own = i % 2;
      const text = Array.from({ length: 9 }, () => words[own]![die.below(4)]!).join(' ');
      const label = i < 20 ? 1 - own : own;
      return [text, ['spam', 'ham'][label]!, i < 200 ? 'train' : 'test'];
    });
    const table = tableOf(['message', 'kind', 'split'], rows);
    const request = {
      roles: { label: 'kind', text: 'message', others: { split: 'split' } },
      only: [METRIC],
    } as const;
    const { evidence, report } = audit(table, request);
    const found = report.metrics[METRIC] as unknown as LabelIssues;
    expect([...evidence.get(`${METRIC}/doubtful`)!.rows]).toEqual([...rows.keys()].slice(0, 20));
    expect(found).toMatchObject({ rows: 200, columns: ['message'], models: ['linear', 'knn'] });
  });
});

/** The ten rows of the worked example, three times, as a file with probabilities. */
function given(change: (row: string[], i: number) => string[] = (row) => row): Table {
  const { labels, probabilities } = examplesOf(METRIC)[0]!.input as {
    labels: number[];
    probabilities: number[][];
  };
  const names = ['cat', 'dog', 'wild dog'];
  const once = labels.map((label, i) => [
    names[label]!,
    ...probabilities[i]!.map(String),
    'fm'[i % 2]!,
  ]);
  const rows = [...once, ...once, ...once].map((row, i) => change([...row], i));
  return tableOf(['label', 'p_cat', 'p_dog', 'p_wild dog', 'sex'], rows);
}

const scores = { p_cat: 'score', p_dog: 'score', 'p_wild dog': 'score' } as const;

describe('by probabilities of the file', () => {
  const request = { roles: { label: 'label', groups: ['sex'], others: scores } };

  test('the worked example, three times over', () => {
    const found = figures<LabelIssues>(given(), METRIC, request);
    expect(found).toMatchObject({ from: 'columns', asked: true, rows: 30, flagged: 9, share: 0.3 });
    expect(found.noise).toEqual({
      classes: ['cat', 'dog', 'wild dog'],
      rows: [8, 4, 0, 3, 6, 0, 0, 3, 6],
    });
    expect(found.classes.map(({ noise }) => noise)).toEqual(
      [4 / 12, 3 / 9, 3 / 9].map((rate) => expect.closeTo(rate, 12) as number),
    );
    expect(found.groups).toEqual([
      {
        column: 'sex',
        levels: [
          { value: 'f', judged: 15, flagged: 6 },
          { value: 'm', judged: 15, flagged: 3 },
        ],
      },
    ]);
    expect(found.pairs[0]).toEqual({ given: 'cat', suggested: 'dog', rows: 3 });
  });

  test('moderate agreement is a note, and a review that confirms makes it a warning', () => {
    const severity = (answers: string) =>
      audit(given(), { ...request, only: [METRIC], settings: { [METRIC]: { answers } } }).report
        .alerts[0]!.severity;
    expect(severity('')).toBe('info');
    // Row 0 is not flagged: what is said of it counts nothing.
    const flagged = [2, 6, 9, 12, 16, 19, 22, 26, 29];
    const wrong = flagged.map((row) => `${String(row)} wrong`).join(', ');
    expect(severity(`${wrong}, 0 wrong`)).toBe('info');
    const { review } = figures<LabelIssues>(given(), METRIC, {
      ...request,
      settings: { [METRIC]: { answers: `${wrong}, 0 wrong, 6 right` } },
    });
    expect(review).toMatchObject({ judged: 9, wrong: 8 });
  });

  test('what is no probability is refused', () => {
    const reason = (table: Table) =>
      audit(table, { ...request, only: [METRIC] }).report.metrics[METRIC];
    const off = given((row, i) => (i === 4 ? [row[0]!, '0.5', ...row.slice(2)] : row));
    expect(reason(off)).toMatchObject({
      notApplicable: expect.stringContaining('1 row') as string,
    });
    const outside = given((row, i) => (i === 4 ? [row[0]!, '1.5', ...row.slice(2)] : row));
    expect(reason(outside)).toMatchObject({
      notApplicable: expect.stringContaining('0 to 1') as string,
    });
  });

  test('of two classes one column is enough, whichever of them it is of', () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const own = i % 2;
      const p = i < 4 ? 0.9 - 0.8 * own : 0.1 + 0.8 * own;
      return [['no', 'yes'][own]!, p.toFixed(2)];
    });
    for (const name of ['prob', 'probability_yes']) {
      const found = figures<LabelIssues>(tableOf(['label', name], rows), METRIC, {
        roles: { label: 'label', others: { [name]: 'score' } },
      });
      expect(found.queue.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
      expect(found.from).toBe('columns');
    }
    const other = rows.map(([label, p]) => [label!, (1 - Number(p)).toFixed(2)]);
    const found = figures<LabelIssues>(tableOf(['label', 'p_no'], other), METRIC, {
      roles: { label: 'label', others: { p_no: 'score' } },
    });
    expect(found.queue.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
  });
});

test('a rare class that is doubted far more than the rest is a warning of its own', () => {
  // 1,000 common rows of which 20 look rare; 60 rare rows of which 30 look common.
  const rows = Array.from({ length: 1060 }, (_, i) => {
    const rare = i >= 1000;
    const doubted = rare ? i < 1030 : i < 20;
    const p = doubted ? 0.9 : 0.1;
    return [rare ? 'rare' : 'common', (rare ? 1 - p : p).toFixed(2)];
  });
  const { report } = audit(tableOf(['label', 'p_rare'], rows), {
    roles: { label: 'label', others: { p_rare: 'score' } },
    only: [METRIC],
  });
  expect(report.alerts.map(({ code, severity }) => [code, severity])).toEqual([
    ['rare-class-doubted', 'warning'],
    ['doubtful-labels', 'info'],
  ]);
  expect(report.alerts[0]!.value).toBeCloseTo(0.5, 12);
});
