import { describe, expect, it } from 'vitest';
import type { AuditAlert, AuditReport } from '../../../src/engine/audit';
import type { Severity } from '../../../src/engine/problems';
import { verdictOf } from '../../../src/report/verdict';
import { bytes, evenness, ratio } from '../../../src/report/words';

const alert = (severity: Severity, title: string, more: Partial<AuditAlert> = {}): AuditAlert => ({
  metric: 'missing-profile',
  code: 'made',
  severity,
  title,
  message: `Why ${title} matters.`,
  columns: [],
  remedies: [],
  ...more,
});

/** A report of two classes with the given alerts. */
function reportOf(
  counts: readonly [number, number],
  alerts: readonly AuditAlert[],
  more: AuditReport['metrics'] = {},
): AuditReport {
  const rows = counts[0] + counts[1];
  const classes = ['a', 'b'].map((value, at) => ({
    value,
    count: counts[at]!,
    share: counts[at]! / rows,
  }));
  const even = {
    label: 'y',
    classes,
    classCount: 2,
    imbalanceRatio: Math.max(...counts) / Math.min(...counts),
    majorityAccuracy: Math.max(...counts) / rows,
  };
  return {
    version: 1,
    source: {
      path: 'x.csv',
      name: 'x.csv',
      format: 'csv',
      bytes: 1,
      encoding: 'utf-8',
      encodingGuessed: false,
      headerCertain: true,
      blankLines: 0,
      raggedRows: 0,
      rows,
      sha256: '',
    },
    columns: [],
    metrics: { 'class-imbalance': even, ...more },
    alerts,
    problems: [],
  };
}

describe('the verdict', () => {
  it('is that there are no rows, not that all is well', () => {
    const found = verdictOf({ ...reportOf([0, 0], []), metrics: {} });
    expect(found).toMatchObject({ tone: 'warning', sentence: 'This file holds no rows' });
  });

  it('is the error when there is one, with the balance after it', () => {
    const verdict = verdictOf(
      reportOf([100, 2], [alert('warning', 'w'), alert('error', '`alive` gives the label away.')]),
    );
    expect(verdict.tone).toBe('error');
    expect(verdict.sentence).toBe('`alive` gives the label away');
    expect(verdict.because.join(' ')).toContain('very uneven, 50 to 1');
  });

  it('is the ratio from 10 to 1 on', () => {
    const verdict = verdictOf(reportOf([10923, 260], [alert('warning', 'w')]));
    expect(verdict.tone).toBe('uneven');
    expect(verdict.sentence).toBe('Very uneven: 42 rows of `a` for each `b`');
    expect(verdict.because[0]).toBe(
      'Always answering `a` would be right in 97.7% of rows, so accuracy says nothing.',
    );
    expect(verdictOf(reportOf([999, 100], [])).tone).not.toBe('uneven');
    expect(verdictOf(reportOf([1000, 100], [])).tone).toBe('uneven');
  });

  it('names the group whose gap is wide', () => {
    const group = (value: string, a: number, b: number) => ({
      value,
      count: a + b,
      byClass: [a, b],
      rates: [a, b].map((n) => ({ share: n / (a + b), low: 0, high: 1 })),
    });
    const columns = [
      {
        name: 'sex',
        role: 'group',
        groups: [group('m', 700, 300), group('w', 900, 100), group('x', 271, 29)],
      },
    ];
    const metrics = { 'group-imbalance': { classes: ['a', 'b'], columns } };
    const verdict = verdictOf(reportOf([320, 100], [], metrics));
    expect(verdict.sentence).toBe('Uneven by class, and more so by `sex`');
    expect(verdict.because).toEqual([
      '3.2 rows of `a` for each `b`.',
      'The share of `b` is 30.0% for `m` and 10.0% for `w`.',
    ]);
  });

  it('is the worst warning when the classes are even', () => {
    const verdict = verdictOf(
      reportOf([10, 9], [alert('info', 'i'), alert('warning', 'One thing')]),
    );
    expect([verdict.tone, verdict.sentence]).toEqual(['warning', 'One thing']);
    expect(verdict.because).toEqual(['Why One thing matters.', 'The classes are even, 1.1 to 1.']);
  });

  it.each([
    [0, 'Ready to use'],
    [1, 'Ready to use, with one thing to know'],
    [3, 'Ready to use, with 3 things to know'],
  ])('with %i notes is: %s', (notes, sentence) => {
    const alerts = Array.from({ length: notes }, () => alert('info', 'A note'));
    expect(verdictOf(reportOf([10, 9], alerts))).toMatchObject({ tone: 'fine', sentence });
  });

  it('says so when there is no label', () => {
    const report = { ...reportOf([1, 1], []), metrics: {} };
    expect(verdictOf(report).because[0]).toContain('no label');
    const alerts = [alert('info', 'No column looks like a label', { metric: 'role-suggestion' })];
    const { sentence, because } = verdictOf({ ...report, alerts });
    expect(sentence).toBe('Ready once a label is chosen');
    expect(because).toHaveLength(1);
  });

  it('offers the worst finding first, copies before others, and only what is built', () => {
    const alerts = [
      alert('info', 'n', { remedies: [{ method: 'smote' }] }),
      alert('warning', 'r', { remedies: [{ method: 'class-weights' }] }),
      alert('warning', 'c', {
        metric: 'exact-duplicate-rows',
        remedies: [{ method: 'unbuilt' }, { method: 'exact-dedup' }],
      }),
    ];
    const report = reportOf([10, 9], alerts);
    expect(verdictOf(report).answer).toBe(2);
    const built = (id: string) => id !== 'unbuilt';
    expect(verdictOf(report, built).answer).toBe(2);
    expect(verdictOf(report, () => false).answer).toBeUndefined();
  });

  it('does not take weights for an answer where the sentence is about reading', () => {
    const uneven = reportOf(
      [90, 2],
      [
        alert('warning', 'r', {
          metric: 'class-imbalance',
          remedies: [{ method: 'class-weights' }],
        }),
      ],
    );
    const problem = { code: 'ragged', severity: 'error', message: 'Line 9 has too few cells' };
    const report = { ...uneven, problems: [problem] } as unknown as AuditReport;
    expect(verdictOf(report)).toMatchObject({
      sentence: 'Part of this file could not be read as written',
      answer: 0,
      answersSentence: false,
    });
    expect(verdictOf(uneven)).toMatchObject({ answer: 0, answersSentence: true });
  });

  it('takes ignoring a column for an answer', () => {
    const alerts = [
      alert('warning', 'r', { remedies: [{ method: 'class-weights' }] }),
      alert('error', 'e', { ignore: [2] }),
    ];
    expect(verdictOf(reportOf([10, 9], alerts), () => false)).toMatchObject({
      answer: 1,
      answersSentence: true,
    });
    // The sentence is about the classes.
    expect(verdictOf(reportOf([90, 9], alerts.slice(0, 1)))).toMatchObject({
      answer: 0,
      answersSentence: false,
    });
    const [rare] = alerts;
    const notBuilt = [rare!, alert('error', 'f', {})];
    expect(verdictOf(reportOf([10, 9], notBuilt))).toMatchObject({
      answer: 0,
      answersSentence: false,
    });
  });
});

it('words of figures', () => {
  expect([1.49, 1.5, 2.99, 3, 9.99, 10].map(evenness)).toEqual([
    'even',
    'fairly even',
    'fairly even',
    'uneven',
    'uneven',
    'very uneven',
  ]);
  expect([1, 9.94, 9.95, 42.01, 12345].map(ratio)).toEqual(['1.0', '9.9', '10', '42', '12,345']);
  expect([1, 999, 57018, 999_600, 3_974_305, 1.46e9].map(bytes)).toEqual([
    '1 byte',
    '999 bytes',
    '57 KB',
    '1.00 MB',
    '3.97 MB',
    '1.46 GB',
  ]);
});
