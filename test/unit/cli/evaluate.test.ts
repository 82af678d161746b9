import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/engine/evaluation/evaluation';
import { runHere, temporaryFolder } from './cli';

const root = temporaryFolder();
afterAll(() => {
  root.remove();
});

/** Two numbers and a label; every sixth row is `rare`, a little off the others. */
const FILE = join(root.path, 'two.csv');
const lines = Array.from({ length: 240 }, (_, row) => {
  const rare = row % 6 === 0;
  const wave = (step: number) => (Math.sin(row * step) + (rare ? 0.8 : 0)).toFixed(3);
  return `${wave(1.7)},${wave(2.9)},${rare ? 'rare' : 'common'}`;
});
writeFileSync(FILE, `a,b,kind\n${lines.join('\n')}\n`);

describe('ballast evaluate', () => {
  it('tries the usual remedies and says whether they help', async () => {
    const { code, out, err } = await runHere(['evaluate', FILE, '--label', 'kind', '--quiet']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/does balancing kind help\?/);
    expect(out).toMatch(/SMOTE +0\.\d{3} ± 0\.\d{3}/);
    expect(out).toMatch(/Doing nothing +0\.\d{3}/);
  });

  it('tries what is asked for, as JSON, the same each time', async () => {
    const half = ['--method', 'random-undersample', '--set', 'strategy=0.5'];
    await runHere(['balance', FILE, '--label', 'kind', ...half]);
    const recipe = join(root.path, 'two.random-undersample.recipe.json');
    const asked = ['evaluate', FILE, '--label', 'kind', '--method', 'class-weights'];
    const more = ['--recipe', recipe, '--set', 'folds=3', '--seed', '9', '--format', 'json'];
    const [first, second] = [
      await runHere([...asked, ...more]),
      await runHere([...asked, ...more]),
    ];
    expect(second.out).toBe(first.out);
    const evaluation = JSON.parse(first.out) as Evaluation;
    expect(evaluation).toMatchObject({ folds: 3, seed: 9, rows: 240, positive: 'rare' });
    expect(evaluation.candidates.map(({ name }) => name)).toEqual([
      'Doing nothing',
      'Moving the threshold',
      'Class weights',
      'two.random-undersample.recipe.json',
    ]);
  });

  it.each([
    [['--method', 'magic'], 'There is no method `magic`'],
    [['--set', 'fold=3'], 'no parameter `fold`'],
    [['--set', 'folds=1'], '`folds` must be at least 2'],
    [['--label', 'a'], 'each of 5 folds needs every class'],
  ])('refuses %j in one sentence', async (options, sentence) => {
    const { code, out, err } = await runHere(['evaluate', FILE, '--label', 'kind', ...options]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
