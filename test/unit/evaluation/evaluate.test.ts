import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/engine/evaluation/evaluate';
import type { Evaluation, EvaluationRequest } from '../../../src/engine/evaluation/evaluation';
import { SCORES } from '../../../src/engine/evaluation/scores';
import { Cancelled } from '../../../src/engine/problems';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { suggestRoles } from '../../../src/engine/roles/suggest-roles';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { sha256Text } from '../../../src/files/reading/hash';
import { factsOf, loadCsv } from '../../fixtures/load';
import { EVALUATION_CASES, requestOf } from '../../peers/evaluation-cases';
import golden from '../../peers/evaluation.json';
import given from '../../peers/evaluation-folds.json';

const idle = () => undefined;

function evaluated(table: Table, request: EvaluationRequest, tick: () => void = idle): Evaluation {
  const profiles = profileColumns(table, idle);
  const { roles } = suggestRoles(table, profiles);
  const base = { roles, profiles, facts: factsOf(table) };
  return evaluate(table, base, request, { sha256: sha256Text, tick });
}

/** Two columns of numbers, the classes apart by `gap`; the rare one is `yes`. */
function blobs(rows: number, gap: number): Table {
  let state = 5;
  const next = () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 2 ** 31;
  const cells = Array.from({ length: rows }, (_, row) => {
    const rare = row % 8 === 0;
    const at = () => (next() + next() + next() - 1.5 + (rare ? gap : 0)).toFixed(4);
    return [at(), at(), rare ? 'yes' : 'no'];
  });
  return tableOf(['x1', 'x2', 'y'], cells);
}

const REQUEST: EvaluationRequest = { seed: 1, roles: { label: 'y' }, candidates: [] };

describe.each(EVALUATION_CASES)('$file with the protocol of scikit-learn', (each) => {
  const place = EVALUATION_CASES.indexOf(each);
  const evaluation = evaluated(loadCsv(each.file), requestOf(each));
  const { results } = golden.cases[place]!;
  const wanted = Object.entries(results as Record<string, number[]>);

  it.each(wanted)('%s', (name, folds) => {
    const [kind, model, score] = name.split(' ');
    const candidate = evaluation.candidates.find((one) => one.name === kind || one.kind === kind)!;
    const found = candidate.results.find((one) => one.model === model && one.score === score)!;
    // Cuts with equal gains are told apart by rounding alone.
    const allowed = model === 'tree' ? 1e-3 : 1e-6;
    folds.forEach((value, fold) => {
      expect(Math.abs(found.folds[fold]! - value)).toBeLessThan(allowed);
    });
  });

  it('the peer had the folds and the columns of this run', () => {
    const { folds, numbers, categories } = given[place]!;
    expect(folds).toHaveLength(evaluation.rows);
    expect(evaluation.features).toMatchObject({
      numbers: numbers.length,
      categories: categories.length,
    });
  });
});

it.each(SCORES)('$id of three classes equals scikit-learn and imbalanced-learn', (score) => {
  const { truth, probabilities, scores } = golden.made;
  const value = score.measure({
    truth: Uint32Array.from(truth),
    probabilities: Float64Array.from(probabilities),
    classCount: 3,
    positive: 2,
  });
  expect(value).toBeCloseTo(scores[score.id], 12);
});

describe('an evaluation', () => {
  const table = blobs(400, 0.9);
  const candidates = [{ name: 'Weights', steps: [{ method: 'class-weights' }] }];

  it('is the same for the same request', () => {
    const request = { ...REQUEST, candidates };
    expect(evaluated(table, request)).toEqual(evaluated(table, request));
    expect(evaluated(table, { ...request, seed: 2 })).not.toEqual(evaluated(table, request));
  });

  it('finds no difference where a remedy changes nothing', () => {
    const values = { scheme: 'manual', weights: 'yes=1, no=1' };
    const same = [{ name: 'Equal weights', steps: [{ method: 'class-weights', values }] }];
    const { candidates: found, summary } = evaluated(table, { ...REQUEST, candidates: same });
    const [base, , equal] = found;
    expect(equal!.results.map(({ folds }) => folds)).toEqual(
      base!.results.map(({ folds }) => folds),
    );
    expect(equal!.results.every(({ verdict }) => verdict === 'no-difference')).toBe(true);
    expect(summary).toMatch(
      /^No remedy improves Macro F1 beyond noise: doing nothing has 0\.\d{3}/,
    );
  });

  it('finds that weights raise balanced accuracy where classes overlap', () => {
    const request = { ...REQUEST, candidates, values: { score: 'balanced-accuracy', repeats: 3 } };
    const { summary, candidates: found } = evaluated(blobs(1200, 0.5), request);
    expect(summary).toMatch(
      /^`Weights` helps: Balanced accuracy of .* goes from 0\.\d+ to 0\.\d+ /,
    );
    const linear = found[2]!.results.find(
      ({ model, score }) => model === 'linear' && score === 'balanced-accuracy',
    )!;
    expect(linear.verdict).toBe('better');
    expect(linear.folds).toHaveLength(15);
    expect(linear.difference!.low).toBeGreaterThan(0);
  });

  it('moves the decision and no ranking with the threshold', () => {
    const [base, threshold] = evaluated(table, REQUEST).candidates;
    const of = (id: string, { results }: typeof base & object) =>
      results.filter(({ score }) => score === id).map(({ folds }) => folds);
    expect(of('auroc', threshold!)).toEqual(of('auroc', base!));
    expect(of('balanced-accuracy', threshold!)).not.toEqual(of('balanced-accuracy', base!));
  });

  it('leaves out a remedy that is refused, and says why', () => {
    const steps = [{ method: 'random-undersample', values: { strategy: { maybe: 3 } } }];
    const { candidates: found } = evaluated(table, {
      ...REQUEST,
      candidates: [{ name: 'Wrong', steps }],
    });
    expect(found[2]).toMatchObject({ failed: expect.stringContaining('`maybe`'), results: [] });
  });

  it.each([
    [
      tableOf(
        ['x', 'y'],
        [...Array(20)].map((_, i) => [String(i), 'a']),
      ),
      'only one class',
    ],
    [blobs(20, 1), 'Class `yes` has 3 rows, and each of 5 folds needs one'],
    [
      tableOf(
        ['t', 'y'],
        [...Array(40)].map((_, i) => [`a b c d ${i} f`, 'ab'[i % 2]!]),
      ),
      'No feature is a number or a category, so there is nothing to predict from: the models read no text, lists or dates.',
    ],
    [
      tableOf(
        ['x', 'y'],
        [...Array(400)].map((_, i) => [String(i % 7), `${(i * 37) % 211}.5`]),
      ),
      '`y` is a number: it has 211 values, some in fewer than 5 rows. Only classes are predicted here',
    ],
    [
      tableOf(
        ['x', 'y'],
        [...Array(400)].map((_, i) => [String(i % 7), `name ${i % 200}`]),
      ),
      '`y` is no label of classes: it has 200 values',
    ],
  ])('refuses what cannot be evaluated', (bad, sentence) => {
    expect(() => evaluated(bad, REQUEST)).toThrow(sentence);
  });

  it('stops when it is cancelled', () => {
    let ticks = 0;
    const tick = () => {
      if (++ticks > 50) throw new Cancelled();
    };
    expect(() => evaluated(table, REQUEST, tick)).toThrow(Cancelled);
    expect(ticks).toBe(51);
  });
});
