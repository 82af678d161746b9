import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { GUARDS } from '../../src/engine/guards';
import type { Method } from '../../src/engine/method';
import { METHODS } from '../../src/engine/methods';
import type { Param, ParamValue } from '../../src/engine/params/params';
import { outputRows, type Plan } from '../../src/engine/plan/plan';
import { plannedTable } from '../../src/engine/plan/planned-table';
import { Cancelled, EngineError } from '../../src/engine/problems';
import { runRecipe } from '../../src/engine/recipe/run-recipe';
import { SHARED_PARAMS } from '../../src/engine/params/shared-params';
import { cellText, type Table } from '../../src/engine/table/table';
import { previewRun } from '../../src/engine/preview/preview-run';
import { reasonOf } from '../../src/engine/plan/removed-rows';
import { rowNumbers } from '../../src/engine/plan/row-numbers';
import { FACTS, run, sha256, type Given } from '../unit/methods/run';
import {
  ASKED,
  EDGES,
  mostOf,
  NAMES,
  NAMINGS,
  REFUSED,
  SHAPES,
  SHUFFLED,
  SPLIT,
  stepOf,
  textsOf,
  USUAL,
  VERY_MANY,
} from './method-subjects';

function checkPlan(plan: Plan, rowCount: number): void {
  const kept = new Set(plan.rows);
  const gone = new Set(plan.removed.rows);
  // One expectation for all rows: a call of it for each takes longer than the methods.
  expect([...kept].filter((row) => row >= rowCount)).toEqual([]);
  expect([...gone].filter((row) => kept.has(row))).toEqual([]);
  expect(kept.size + gone.size).toBe(rowCount);
  expect([...plan.removed.rows]).toEqual([...gone].sort((a, b) => a - b));
  expect(plan.removed.count).toBe(gone.size);
  expect([...Array(gone.size).keys()].filter((i) => !reasonOf(plan.removed, i))).toEqual([]);
  const outputs = outputRows(plan);
  if (plan.order) {
    expect(plan.order.slice().sort()).toEqual(rowNumbers(outputs));
  }
  expect([...(plan.made?.parents ?? [])].filter((parent) => parent >= rowCount)).toEqual([]);
  for (const { name, text } of plan.columns) {
    const others = [...Array(outputs).keys()].filter((output) => typeof text(output) !== 'string');
    expect(others, name).toEqual([]);
  }
}

/** A value that a parameter must refuse. */
function badValue(param: Param): ParamValue {
  switch (param.kind) {
    case 'number':
      return 'many';
    case 'flag':
      return 'maybe';
    case 'choice':
      return 'no such option';
    case 'columns':
      return 'not a list';
    case 'strategy':
      return true;
    case 'table':
      return 'not a table';
    default:
      return 7;
  }
}

/** What a file at the edge can be refused for. */
const REFUSALS = [
  'one-class',
  'too-few-rows',
  'missing-role',
  'no-numeric-feature',
  'no-nominal-feature',
  'no-border',
  'no-cluster',
];

/** Methods on rows of several labels, of which there may be 10,000. */
const OF_LABELS = [
  'repeat-factors',
  'ml-ros',
  'ml-rus',
  'mlsmote',
  'label-quota-subset',
  'multilabel-weights',
];

/** The first run's code, or 'done'. */
function outcome(subject: Given, method: Method): string {
  try {
    checkPlan(run(subject, [stepOf(method.id)]).plan, subject.table.rowCount);
    return 'done';
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
}

describe('the list of methods', () => {
  it('holds every file of a method, by its id; their parts lie in `parts`', () => {
    const folder = new URL('../../src/engine/methods/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replace(/\\/g, '/'))
      .filter((path) => /^[^/]+\/[^/]+\.ts$/.test(path));
    const listed = METHODS.map(({ family, id }) => `${family}/${id}.ts`);
    expect(listed.sort()).toEqual(files.sort());
    const ids = METHODS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[a-z]+(-[a-z]+)*$/.test(id))).toBe(true);
  });

  it('has no file that declares a method and is not in it', async () => {
    const folder = new URL('../../src/engine/methods/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const path of files.filter((file) => file.endsWith('.ts'))) {
      const exported = Object.values((await import(new URL(path, folder).href)) as object);
      const method = exported.find(
        (value): value is Method =>
          typeof value === 'object' && value !== null && 'apply' in value && 'family' in value,
      );
      if (method) expect(METHODS, path).toContain(method);
    }
  });

  it('has guards that exist, each in the list once', () => {
    const codes = GUARDS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { guards } of METHODS) for (const code of guards) expect(codes).toContain(code);
  });
});

describe.each(METHODS.map((method) => [method.id, method] as const))('%s', (id, method) => {
  it('says what it is and what each parameter means', () => {
    expect(method.title).toMatch(/^[A-Z]/);
    expect(method.summary).toMatch(/^[A-Z].*\.$/);
    expect(method.cites.length).toBeGreaterThan(0);
    const params = [...method.params, ...SHARED_PARAMS];
    expect(new Set(params.map((param) => param.id)).size).toBe(params.length);
    for (const param of params) {
      expect(param.id).toMatch(/^[a-z][a-zA-Z0-9]*$/);
      expect(param.title).toMatch(/^[A-Z]/);
      expect(param.summary).toMatch(/^[A-Z].*\.$/);
      if (param.kind === 'choice') {
        expect(param.options.map(({ value }) => value)).toContain(param.default);
      }
    }
  });

  it.each([
    ['all rows', USUAL],
    ['train rows', SPLIT],
  ])('accounts for every row of %s, the same way twice', (_, subject) => {
    const plans = [1, 2].map(() => run(subject, [stepOf(id)], { seed: 5 }).plan);
    checkPlan(plans[0]!, 120);
    const texts = plans.map((plan) => {
      const table = plannedTable(subject.table, plan);
      return table.columns.map(({ codes, dictionary }) =>
        Array.from(codes, (code) => dictionary.text(code)),
      );
    });
    expect(texts[1]).toEqual(texts[0]);
    expect(plans[1]!.removed).toEqual(plans[0]!.removed);
    expect(plans[1]!.guards).toEqual(plans[0]!.guards);
  });

  it('leaves rows out of scope as they are', () => {
    const { plan } = run(SPLIT, [stepOf(id)]);
    const test = [...plan.rows].filter((row) => row >= 90);
    expect(test).toEqual(Array.from({ length: 30 }, (_, i) => 90 + i));
    for (const row of plan.made?.parents ?? []) expect(row).toBeLessThan(90);
  });

  it('passes rows out of scope through, cell by cell and in order', () => {
    const subject: Given = { ...SPLIT, table: SHUFFLED.table, profiles: SHUFFLED.profiles };
    const { plan } = run(subject, [stepOf(id)], { seed: 2 });
    const planned = plannedTable(subject.table, plan);
    const outside = (table: Table) => {
      const cells = textsOf(table).map((row) => row.slice(0, NAMES.length));
      return cells.filter((row) => row[NAMES.indexOf('part')] !== 'train');
    };
    expect(outside(planned)).toEqual(outside(subject.table));
    plan.rows.forEach((row, output) => {
      if (cellText(subject.table, row, NAMES.indexOf('part')) === 'train') return;
      for (const column of plan.columns) {
        // A set of copies may reach into the train rows.
        if (column.name.startsWith('dup_cluster_')) continue;
        // Such a column says of rows out of scope what the source does.
        const own = { split: 'part', text: 't', label: 'y' }[String(column.role)];
        const same =
          own === undefined
            ? ['1', 'false', 'true', '', String(row)]
            : [cellText(subject.table, row, NAMES.indexOf(own))];
        expect(same).toContain(column.text(output));
      }
    });
  });

  it.each(Object.entries(SHAPES))('answers %s, with a preview', (shape, subject) => {
    const refused = REFUSED[id]?.[shape];
    if (refused) {
      expect(outcome(subject, method)).toBe(refused);
      return;
    }
    const result = run(subject, [stepOf(id)]);
    checkPlan(result.plan, subject.table.rowCount);
    const preview = previewRun(subject.table, subject, result, () => undefined);
    expect(preview.after.rows).toBe(outputRows(result.plan));
    expect(JSON.parse(JSON.stringify(preview.tables))).toEqual(preview.tables);
  });

  it('answers 11,000 classes, or refuses them by code', () => {
    const { rowCount } = VERY_MANY.table;
    let code = 'done';
    try {
      const { plan } = run(VERY_MANY, [stepOf(id)]);
      const kept = new Set(plan.rows);
      expect(kept.size + plan.removed.count).toBe(rowCount);
      expect(plan.removed.rows.some((row) => kept.has(row))).toBe(false);
      expect(plan.made?.parents.every((parent) => parent < rowCount) ?? true).toBe(true);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      code = error.code;
      expect(error.message).toMatch(/\.$|\?$/);
    }
    const more = OF_LABELS.includes(id) ? 'bad-parameter' : 'too-many-classes';
    expect(['done', ...REFUSALS, more]).toContain(code);
  });

  it.each(Object.entries(NAMINGS))('does the same with %s', (_, subject) => {
    const plans = [USUAL, subject].map((each) => run(each, [stepOf(id)], { seed: 9 }).plan);
    const [usual, other] = plans.map((plan) => ({
      rows: [...plan.rows],
      removed: plan.removed,
      parents: plan.made?.parents,
      numbers: plan.made?.numbers,
      cells: plan.columns.map(({ text }) => [...plan.rows.keys()].map((output) => text(output))),
    }));
    expect(other).toEqual(usual);
    const taken = subject.table.columns.map(({ name }) => name);
    const added = plans[1]!.columns.map(({ name }) => name);
    expect(new Set(added).size).toBe(added.length);
    for (const name of added) expect(taken).not.toContain(name);
  });

  it.each(Object.entries(EDGES))('answers or refuses by code: %s', (_, subject) => {
    const code = outcome(subject, method);
    expect(['done', ...REFUSALS, ...(ASKED[id] ? ['unknown-column'] : [])]).toContain(code);
  });

  it.each([
    ['all rows', USUAL],
    ['two rows', EDGES['two rows of two classes']!],
    ['no features', EDGES['features all missing']!],
  ])('takes more neighbours and parts than there are, or refuses by code: %s', (_, subject) => {
    let code = 'done';
    try {
      const { plan } = run(subject, [stepOf(id, mostOf(method.params))]);
      checkPlan(plan, subject.table.rowCount);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      code = error.code;
      expect(error.message).toMatch(/\.$/);
    }
    expect(['done', ...REFUSALS]).toContain(code);
  });

  it('needs its roles', () => {
    for (const role of method.needs.required ?? []) {
      const roles = USUAL.roles.map((known) => (known === role ? 'ignored' : known));
      expect(() => run({ ...USUAL, roles }, [{ method: id }])).toThrow(
        expect.objectContaining({ code: 'missing-role' }),
      );
    }
  });

  it('refuses bad and unknown parameters', () => {
    for (const param of [...method.params, ...SHARED_PARAMS]) {
      expect(() => run(USUAL, [stepOf(id, { [param.id]: badValue(param) })])).toThrow(
        expect.objectContaining({ code: 'bad-parameter' }),
      );
    }
    expect(() => run(USUAL, [{ method: id, values: { none: 1 } }])).toThrow(
      expect.objectContaining({ code: 'unknown-parameter' }),
    );
  });

  it('stops when it is cancelled', () => {
    const recipe = { seed: 0, steps: [stepOf(id)], roles: {} };
    const cancelled = () => {
      throw new Cancelled();
    };
    expect(() =>
      runRecipe(USUAL.table, { ...USUAL, facts: FACTS }, recipe, { sha256, tick: cancelled }),
    ).toThrow(Cancelled);
  });

  it('speaks in short notes', () => {
    const { guards } = run(USUAL, [stepOf(id)]).plan;
    expect(guards.length).toBeGreaterThan(0);
    for (const { code, title, message } of guards) {
      expect(method.guards).toContain(code);
      expect(title).toMatch(/^[A-Z].{2,40}\.$/);
      expect(message).toMatch(/\.$/);
      expect(message.length).toBeLessThan(420);
    }
  });
});

describe('the files of these tests', () => {
  it('are as they are called', () => {
    const distinct = (subject: Given, name: string) =>
      subject.profiles[NAMES.indexOf(name)]!.distinct;
    expect(distinct(SHAPES['200 classes']!, 'y')).toBe(200);
    expect(distinct(SHAPES['hostile classes']!, 'y')).toBe(5);
    const { plan } = run({ ...SPLIT, ...SHUFFLED, roles: SPLIT.roles }, [
      { method: 'exact-dedup' },
    ]);
    expect(plan.removed.rows.length).toBeGreaterThan(50);
    expect(run(SHAPES['copies']!, [{ method: 'exact-dedup' }]).plan.rows).toHaveLength(120);
  });
});
