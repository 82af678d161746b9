import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditTable, type AuditRun } from '../../src/engine/table/audit-table';
import type { AuditRequest } from '../../src/engine/audit';
import type { Metric } from '../../src/engine/metric';
import { METRICS } from '../../src/engine/metrics/index';
import { Cancelled, SEVERITIES } from '../../src/engine/problems';
import { ROLES } from '../../src/engine/roles/roles';
import { tableOf, type Table } from '../../src/engine/table/table';
import { resolveValues } from '../../src/engine/params/values';
import { factsOf, loadCsv } from '../fixtures/load';

const FOLDER = join(import.meta.dirname, '../../src/engine/metrics');
const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const CAMEL = /^[a-z][a-zA-Z0-9]*$/;

const repeat = (n: number, row: (i: number) => string[]) =>
  Array.from({ length: n }, (_, i) => row(i));

/** Tables that break careless code: each name says what is odd about it. */
const TABLES: Record<string, () => Table> = {
  'nothing at all': () => ({ rowCount: 0, columns: [] }),
  'header only': () => tableOf(['label', 'sex', 'x'], []),
  'one row': () => tableOf(['label', 'sex', 'x'], [['a', 'f', '1.5']]),
  'one class': () =>
    tableOf(
      ['label', 'sex', 'x'],
      repeat(40, (i) => ['a', 'fm'[i % 2]!, String(i)]),
    ),
  'all missing': () =>
    tableOf(
      ['label', 'sex', 'x'],
      repeat(40, () => ['', '', '']),
    ),
  'label missing': () =>
    tableOf(
      ['label', 'sex', 'x'],
      repeat(40, (i) => ['', 'fm'[i % 2]!, String(i)]),
    ),
  'no label': () =>
    tableOf(
      ['p', 'q'],
      repeat(40, (i) => [String(i / 7), String(i / 3)]),
    ),
  'one column': () =>
    tableOf(
      ['label'],
      repeat(40, (i) => ['ab'[i % 2]!]),
    ),
  'all rows equal': () =>
    tableOf(
      ['label', 'sex', 'x'],
      repeat(60, () => ['a', 'f', '1']),
    ),
  'every value once': () =>
    tableOf(
      ['label', 'sex', 'x'],
      repeat(60, (i) => [`l${String(i)}`, `s${String(i)}`, String(i * 1.5)]),
    ),
  infinities: () =>
    tableOf(
      ['label', 'x'],
      repeat(40, (i) => ['ab'[i % 2]!, i < 5 ? 'inf' : i < 9 ? '-inf' : '1e308']),
    ),
  'repeated and empty names': () =>
    tableOf(
      ['label', '', '', 'x', 'x'],
      repeat(40, (i) => ['ab'[i % 2]!, 'c', '', String(i), 'd']),
    ),
  'values that are names of objects': () =>
    tableOf(
      ['label', 'sex', 'split'],
      repeat(40, (i) => [
        ['__proto__', 'constructor'][i % 2]!,
        ['toString', '`tick`'][i % 2]!,
        ['train', 'test'][i % 2]!,
      ]),
    ),
  'a thousand columns': () =>
    tableOf(
      Array.from({ length: 1000 }, (_, i) => (i === 999 ? 'label' : `c${String(i)}`)),
      repeat(20, (i) =>
        Array.from({ length: 1000 }, (_, c) =>
          c === 999 ? 'ab'[i % 2]! : (i * c) % 7 === 0 ? '' : String((i * c) % 5),
        ),
      ),
    ),
  weighted: () =>
    tableOf(
      ['label', 'w', 'sex'],
      repeat(60, (i) => ['aab'[i % 3]!, i === 7 ? '' : String(i - 3), 'fm'[i % 2]!]),
    ),
  'questions, options, answers and tags': () => asked(),
  'steps and levels': () =>
    tableOf(
      ['view', 'click', 'buy', 'risk', 'x'],
      repeat(3000, (i) => [
        i < 1500 ? '1' : '0',
        i < 300 ? '1' : '0',
        i < 20 ? '1' : '0',
        ['low', 'medium', 'high'][i % 7 === 0 ? 2 : i % 2]!,
        String((i * 7919) % 1000),
      ]),
    ),
  'uneven in every way': () => uneven(),
  titanic: () => loadCsv('titanic.csv'),
  compas: () => loadCsv('compas.csv'),
};

/** Answers that stand at A, questions of one kind, tags that never come alone. */
function asked(): Table {
  const word = (i: number) => String.fromCharCode(97 + (i % 26), 97 + ((i * 7) % 26), 97 + (i % 5));
  return tableOf(
    ['question', 'question_type', 'option_a', 'option_b', 'option_c', 'answer', 'tags'],
    repeat(400, (i) => [
      `${i % 5 === 0 ? 'How many' : 'What is'} ${word(i)} of the ${word(i * 3)} near the \`${word(i * 11)}\`?`,
      i % 5 === 0 ? 'count' : 'what',
      `${word(i)} ${'x'.repeat(i % 9)}`,
      word(i + 1),
      word(i + 2),
      'AAAABBC'[i % 7]!,
      i % 9 === 0
        ? 'tie|person'
        : i % 9 === 1
          ? 'person|`dog`'
          : `${word(i % 6)}|${word((i % 6) + 1)}`,
    ]),
  );
}

/** Copies, contradictions, gaps by group, rare classes, a class bound to a group, mixed types. */
function uneven(): Table {
  return tableOf(
    ['label', 'sex', 'site', 'x', 'note', 'w'],
    repeat(400, (i) => [
      i < 12 ? 'rare' : i < 60 ? 'other' : 'usual',
      i % 9 === 0 ? 'f' : 'm',
      i < 12 ? 'north' : `s${String(i % 3)}`,
      i % 9 === 0 && i % 2 === 0 ? '' : i > 380 ? 'oops' : String(i % 5),
      i % 9 === 0 && i % 2 === 0 ? '' : 'n',
      '1',
    ]),
  );
}

const REQUESTS: Record<string, AuditRequest> = {
  'guessed roles': { roles: {} },
};
const FURTHER: Record<string, AuditRequest> = {
  ...REQUESTS,
  'weights, domains, splits': {
    roles: { label: 'label', groups: ['sex'], others: { site: 'domain', w: 'weight' } },
  },
};

function run(
  table: Table,
  request: AuditRequest,
  tick: (what: string) => void = () => undefined,
): AuditRun {
  return auditTable(table, factsOf(table), request, { path: 'table.csv', sha256: 'ab', tick });
}

/** Every number anywhere in a value; fails on what JSON would lose. */
function lost(value: unknown, at = '$'): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [at];
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (ArrayBuffer.isView(value) || typeof value !== 'object') return [at];
  return Object.entries(value).flatMap(([key, v]) =>
    v === undefined ? [] : lost(v, `${at}.${key}`),
  );
}

describe('the list', () => {
  test('holds every metric file, and file name equals id', () => {
    const files = readdirSync(FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: family }) =>
        readdirSync(join(FOLDER, family))
          .filter((name) => name.endsWith('.ts'))
          .map((name) => `${family}/${basename(name, '.ts')}`),
      );
    expect(METRICS.map(({ family, id }) => `${family}/${id}`).sort()).toEqual(files.sort());
    expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
  });
});

describe.each(METRICS.map((metric) => [metric.id, metric] as [string, Metric]))(
  '%s',
  (_id, metric) => {
    test('describes itself', () => {
      expect(metric.id).toMatch(KEBAB);
      expect(metric.title).toMatch(/^[A-Z][^.]*$/);
      expect(metric.summary).toMatch(/^[A-Z].*\.$/);
      expect(metric.cites.length).toBeGreaterThan(0);
      for (const role of [...(metric.needs.required ?? []), ...(metric.needs.optional ?? [])]) {
        expect(ROLES).toContain(role);
      }
      for (const param of metric.params) {
        expect(param.id).toMatch(CAMEL);
        expect(param.summary).toMatch(/^[A-Z].*\.$/);
      }
      expect(() => resolveValues(metric.params, {})).not.toThrow();
    });

    test.each(Object.entries(TABLES))('%s: figures or a reason', (_name, make) => {
      const { report } = run(make(), { roles: {}, only: [metric.id] });
      const found = report.metrics[metric.id]!;
      if ('notApplicable' in found) {
        expect(found['notApplicable']).toMatch(/^\S.*\.$/s);
        expect(report.alerts).toEqual([]);
      } else {
        expect(Object.keys(found).length).toBeGreaterThan(0);
        expect(lost(found)).toEqual([]);
      }
    });

    test('can be cancelled at every tick', () => {
      // A table of its own for each run: what was worked out for one is remembered, and ticks no more.
      const request = { roles: { label: 'label', groups: ['sex'] }, only: [metric.id] };
      let ticks = 0;
      run(uneven(), request, () => ticks++);
      expect(ticks).toBeGreaterThan(1);
      for (const stop of new Set([1, Math.ceil(ticks / 2), ticks])) {
        let seen = 0;
        const cancel = () => {
          if (++seen === stop) throw new Cancelled();
        };
        expect(() => run(uneven(), request, cancel)).toThrow(Cancelled);
      }
    });
  },
);

describe.each(Object.entries(TABLES))('a whole audit of %s', (name, make) => {
  const requests = name === 'uneven in every way' ? FURTHER : REQUESTS;

  test.each(Object.entries(requests))('%s', (_choice, request) => {
    const table = make();
    const { report, evidence, roles, profiles } = run(table, request);
    const text = JSON.stringify(report);
    expect(lost(report)).toEqual([]);
    expect(JSON.parse(text)).toEqual(report);
    expect(text.length).toBeLessThan(5e6);
    expect(JSON.stringify(run(make(), request).report)).toBe(text);
    expect(Object.keys(report.metrics)).toEqual(METRICS.map(({ id }) => id));
    expect(roles).toHaveLength(table.columns.length);
    expect(profiles).toHaveLength(table.columns.length);

    const ranks = report.alerts.map(({ severity }) => SEVERITIES.indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    const codes = report.alerts.map(({ metric, code }) => `${metric}/${code}`);
    expect(new Set(codes).size).toBe(codes.length);
    for (const alert of report.alerts) {
      expect(alert.code).toMatch(KEBAB);
      expect(alert.title).toMatch(/\S/);
      expect(alert.title).not.toMatch(/\.$|undefined|NaN|\n/);
      expect(alert.message).toMatch(/\.$/);
      expect(alert.message).not.toMatch(/undefined|NaN| {2}|\.\.|\n/);
      expect((alert.title + alert.message).split('`').length % 2).toBe(1);
      for (const column of alert.columns) expect(report.columns[column]).toBeDefined();
      for (const { method, why } of alert.remedies) {
        expect(method).toMatch(KEBAB);
        expect(why).toMatch(/\.$/);
      }
      if (alert.evidence === undefined) continue;
      expect(evidence.has(`${alert.metric}/${alert.evidence}`)).toBe(true);
      expect(alert.rows!.length).toBeGreaterThan(0);
      expect(alert.rows!.length).toBeLessThanOrEqual(100);
    }
    for (const [key, { rows, columns, reason }] of evidence) {
      expect(METRICS.map(({ id }) => id)).toContain(key.split('/')[0]);
      expect(reason).toMatch(/\.$/);
      expect(rows.every((row, i) => row < table.rowCount && (i === 0 || row > rows[i - 1]!))).toBe(
        true,
      );
      for (const column of columns) expect(table.columns[column]).toBeDefined();
    }
  });
});
