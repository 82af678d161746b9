import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ParamValue } from '../../../src/engine/params/params';
import type { Recipe, Step } from '../../../src/engine/recipe/recipe';
import { Dataset } from '../../../src/files/dataset';
import { temporaryFolder } from '../cli/cli';
import { example } from '../methods/fixtures';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

/** 90 rows of `no`, 10 of `yes`; a site for a third each; every tenth row twice. */
const LINES = Array.from({ length: 100 }, (_, i) => {
  const cells = [`r${i}`, `${(i % 10 === 0 ? 1 : i) * 1.5}`, `s${i % 3}`, i < 90 ? 'no' : 'yes'];
  return cells.join(',');
});
const CSV = `id,x,site,y\n${LINES.join('\n')}\n`;
const ROLES = { label: 'y', groups: ['site'], others: { id: 'id' } } as const;

let turn = 0;
async function opened() {
  const path = join(folder.path, `run-${++turn}`, 'train.csv');
  mkdirSync(join(path, '..'));
  writeFileSync(path, CSV);
  const dataset = new Dataset();
  await dataset.open({ kind: 'file', path }, {});
  return { dataset, path };
}
const of = (...steps: Step[]): Recipe => ({ seed: 1, steps, roles: ROLES });
const BALANCED = of({ method: 'class-weights' });

/** The texts of an export's files by extension. */
async function exported(
  exporter: string,
  recipe: Recipe,
  values: Readonly<Record<string, ParamValue>> = {},
) {
  const { dataset } = await opened();
  const { files } = dataset.export(recipe, { exporter, values }, { token: 't' });
  return Object.fromEntries(
    files.map((path) => [path.split('.').at(-1)!, readFileSync(path, 'utf8')]),
  );
}
const json = (texts: Record<string, string>) => JSON.parse(texts['json']!) as Record<string, never>;
const codeOf = async (work: () => Promise<unknown>) =>
  work().then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code,
  );

describe('the written file', () => {
  it.each([
    [{ method: 'class-weights', values: { cap: 3 } }, 3],
    [{ method: 'prior-target-weights', values: { cap: 2 } }, 2],
    [{ method: 'reweighing' }, 10],
    [{ method: 'raking', values: { cap: 1.5, margins: { site: { s0: 4, s1: 1, s2: 1 } } } }, 1.5],
  ] as const)(
    'has the sum, cap and effective size that its recipe states: %o',
    async (step, cap) => {
      const { dataset } = await opened();
      const { written } = dataset.apply(of(step), { token: 't' });
      const weights = readFileSync(written.path, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => Number(line.split(',').at(-1)));
      const recipe = JSON.parse(readFileSync(written.recipe, 'utf8')) as {
        tables: { weights: Record<string, number> };
      };
      const { ess, rows, max, min, capped } = recipe.tables.weights;
      const sum = weights.reduce((a, b) => a + b, 0);
      const squares = weights.reduce((a, b) => a + b * b, 0);
      expect(weights).toHaveLength(rows!);
      expect(Math.abs(sum - rows!)).toBeLessThan(1e-5 * rows!);
      expect(Math.abs(sum ** 2 / squares - ess!)).toBeLessThan(1e-5 * ess!);
      expect(Math.max(...weights)).toBeLessThanOrEqual(cap);
      expect(Math.max(...weights)).toBeCloseTo(max!, 4);
      expect(Math.min(...weights)).toBeCloseTo(min!, 4);
      expect(weights.filter((weight) => weight === cap)).toHaveLength(capped!);
    },
  );
});

describe('class-weight-config', () => {
  it('is the worked example: the ratio of negatives to positives', async () => {
    const { expect: e } = example<{ scale_pos_weight: number }>('class-weight-config', 'xgboost');
    const config = json(await exported('class-weight-config', BALANCED));
    expect(config).toMatchObject({
      class_index: ['no', 'yes'],
      weights: { no: 0.55555556, yes: 5 },
      xgboost: e,
      pytorch: { cross_entropy_weight: [0.55555556, 5], bce_pos_weight: 9 },
      keras: { class_weight: { 0: 0.55555556, 1: 5 } },
      catboost: { class_names: ['no', 'yes'], class_weights: [0.55555556, 5] },
      recipe: { file: null, source: { path: 'train.csv', rows: 100 } },
    });
  });

  it('takes another order, and refuses one that leaves a class out', async () => {
    const config = json(await exported('class-weight-config', BALANCED, { order: 'yes, no' }));
    expect(config).toMatchObject({
      class_index: ['yes', 'no'],
      xgboost: { scale_pos_weight: 0.11111111 },
    });
    const bad = exported('class-weight-config', BALANCED, { order: 'yes' });
    expect(await codeOf(() => bad)).toBe('bad-parameter');
  });

  it('refuses a recipe without weights, and weights on top of repeats unless asked', async () => {
    const repeats = of({ method: 'random-oversample' });
    expect(await codeOf(() => exported('class-weight-config', repeats))).toBe('bad-parameter');
    const both = of(
      { method: 'random-oversample', values: { strategy: 0.5 } },
      { method: 'class-weights' },
    );
    expect(await codeOf(() => exported('class-weight-config', both))).toBe('bad-parameter');
    expect(await codeOf(() => exported('class-weight-config', both, { both: true }))).toBe('done');
  });
});

describe('samplers', () => {
  it('has one weight per row, in row order', async () => {
    const texts = await exported('pytorch-sampler', BALANCED);
    const weights = texts['csv']!.trim().split('\n').map(Number);
    expect(weights).toEqual(LINES.map((_, i) => (i < 90 ? 0.555556 : 5)));
    expect(texts['py']).toContain('"yes": 50 draws of 10 rows');
    expect(texts['py']).toContain('row order of "train.csv"');
  });

  it('refuses to draw more rows without replacement than weigh anything', async () => {
    const none = of({
      method: 'prior-target-weights',
      values: { target: 'table', shares: { no: 1, yes: 0 } },
    });
    const values = { replacement: false };
    expect(await codeOf(() => exported('pytorch-sampler', none, values))).toBe('bad-parameter');
    expect(
      await codeOf(() => exported('pytorch-sampler', none, { ...values, numSamples: 90 })),
    ).toBe('done');
  });

  it('lists the rows of the plan, no more and no fewer, in every epoch', async () => {
    const recipe = of({ method: 'random-oversample', values: { strategy: 0.5 } });
    const { dataset } = await opened();
    const planned = [...dataset.plan(recipe).plan.rows].sort((a, b) => a - b);
    const { files } = dataset.export(
      recipe,
      { exporter: 'sampler-index', values: { epochs: 3 } },
      { token: 't' },
    );
    const [head, ...lines] = readFileSync(files[0]!, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>);
    expect(head).toMatchObject({ epochs: 3, rows: planned.length });
    const orders = [0, 1, 2].map((epoch) =>
      lines.filter((line) => line['epoch'] === epoch).map(({ row }) => row!),
    );
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual(planned);
    expect(orders[1]).not.toEqual(orders[0]);
    const ids = await exported('sampler-index', BALANCED, { format: 'ids' });
    expect(ids['txt']!.trim().split('\n')).toEqual(LINES.map((_, i) => `r${i}`));
  });

  it.each(['pytorch-sampler', 'sampler-index'])('%s has no index of made rows', async (id) => {
    const made = of({ method: 'random-oversample', values: { shrinkage: 1 } });
    expect(await codeOf(() => exported(id, made))).toBe('bad-parameter');
  });
});

describe('prior-correction', () => {
  it('has the shares before and after, by weight', async () => {
    const config = json(await exported('prior-correction', BALANCED)) as unknown as Record<
      string,
      Record<string, number>
    >;
    expect(config['new_priors']).toEqual({ no: 0.9, yes: 0.1 });
    expect(config['train_priors']!['yes']).toBeCloseTo(0.5, 6);
    // 0.9 / 0.5 to 0.1 / 0.5: a prediction of 0.9 is a toss-up.
    expect(config['threshold']).toBeCloseTo(0.9, 6);
  });

  it('takes shares by hand, for every class', async () => {
    const by = (priors: Record<string, number>) =>
      exported('prior-correction', BALANCED, { mode: 'table', priors });
    expect(json(await by({ no: 3, yes: 1 }))).toMatchObject({
      new_priors: { no: 0.75, yes: 0.25 },
    });
    expect(await codeOf(() => by({ no: 1 }))).toBe('bad-parameter');
    expect(await codeOf(() => by({ no: 0, yes: 0 }))).toBe('bad-parameter');
  });
});

describe('hf-interleave', () => {
  it('draws groups by their weight, and says how long that lasts', async () => {
    const recipe = of({ method: 'group-weights' });
    const mixture = json(await exported('hf-interleave', recipe)) as unknown as {
      groups: { group: string; rows: number; probability: number }[];
      expected_rows: number;
    };
    expect(mixture.groups.map(({ group, rows }) => [group, rows])).toEqual([
      ['s0', 34],
      ['s1', 33],
      ['s2', 33],
    ]);
    const sum = mixture.groups.reduce((all, { probability }) => all + probability, 0);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-7);
    expect(mixture.expected_rows).toBe(99);
  });

  it('leaves out groups without probability, and refuses unknown ones', async () => {
    const mix = (probabilities: Record<string, number>) =>
      exported('hf-interleave', BALANCED, { probabilities, stopping: 'all_exhausted' });
    const mixture = json(await mix({ s0: 3, s1: 1, s2: 0 })) as unknown as {
      groups: unknown[];
      expected_rows: number;
    };
    expect(mixture.groups).toHaveLength(2);
    expect(mixture.expected_rows).toBe(33 * 4);
    expect(await codeOf(() => mix({ s0: 1, s9: 1 }))).toBe('unknown-class');
    expect(await codeOf(() => mix({ s0: 1 }))).toBe('one-class');
  });
});

describe('cards', () => {
  it.each(['full', 'short'])('the %s section names every guard that spoke', async (detail) => {
    const { dataset } = await opened();
    const { preview } = dataset.apply(BALANCED, { token: 't' });
    const { files } = dataset.export(
      BALANCED,
      { exporter: 'dataset-card-section', values: { detail } },
      { token: 't' },
    );
    const text = readFileSync(files[0]!, 'utf8');
    for (const { code } of preview.guards) expect(text).toContain(code);
    expect(text).toContain('| `yes` | 10 | 10 | 50.0% |');
    expect(text).toContain('`train.class-weights.recipe.json`');
  });

  it('the lineage follows the recipes that lie beside the files', async () => {
    const { dataset, path } = await opened();
    const { written } = dataset.apply(of({ method: 'random-undersample' }), { token: 't' });
    const next = new Dataset();
    await next.open({ kind: 'file', path: written.path }, {});
    const values = { licence: 'site' };
    const { files } = next.export(BALANCED, { exporter: 'lineage-card', values }, { token: 't' });
    const card = JSON.parse(readFileSync(files[0]!, 'utf8')) as {
      parents: { path: string; sha256: string }[];
      operations: { method: string }[];
      licence: { strictest: null; other: string[] };
    };
    expect(card.parents.map((parent) => parent.path)).toEqual([
      'train.csv',
      'train.random-undersample.csv',
    ]);
    expect(card.operations.map(({ method }) => method)).toEqual([
      'random-undersample',
      'class-weights',
    ]);
    // Sites are no licences: nothing is assumed of them.
    expect(card.licence).toMatchObject({ strictest: null });
    expect(card.licence.other.length).toBeGreaterThan(0);
    expect(readFileSync(path, 'utf8')).toBe(CSV);
  });

  it('a recipe alone can be run and gives the same plan', async () => {
    const { dataset } = await opened();
    const { files } = dataset.export(BALANCED, { exporter: 'recipe', values: {} }, { token: 't' });
    const text = readFileSync(files[0]!, 'utf8');
    const keys = Object.keys(JSON.parse(text) as object);
    expect(keys).toEqual([...keys].sort());
    const { parseRecipeFile } = await import('../../../src/engine/recipe/recipe-file');
    const again = dataset.plan(parseRecipeFile(text).recipe).plan;
    const column = dataset.plan(BALANCED).plan.columns[0]!;
    expect(LINES.map((_, i) => again.columns[0]!.text(i))).toEqual(
      LINES.map((_, i) => column.text(i)),
    );
  });
});
