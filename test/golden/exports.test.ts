import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Dataset } from '../../src/files/dataset';
import { DATA, temporaryFolder } from '../unit/cli/cli';

/** What scikit-learn, PyTorch and datasets made of exports of this file; written by test/peers/exports.py. */
const PEERS = JSON.parse(
  readFileSync(new URL('../peers/exports.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, unknown>>;

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

it('exports what the frameworks loaded', async () => {
  const path = join(folder.path, 'titanic.csv');
  copyFileSync(join(DATA, 'titanic.csv'), path);
  const dataset = new Dataset();
  await dataset.open({ kind: 'file', path }, {});
  const roles = { label: 'survived', groups: ['sex'] };
  const recipe = { seed: 0, steps: [{ method: 'class-weights' }], roles };
  const config = (exporter: string, values = {}) => {
    const { files } = dataset.export(recipe, { exporter, values }, { token: 't' });
    const json = files.find((file) => file.endsWith('.json'))!;
    return JSON.parse(readFileSync(json, 'utf8')) as Record<string, Record<string, unknown>>;
  };
  const weights = config('class-weight-config');
  expect(weights['scikit_learn']!['class_weight']).toEqual(PEERS['scikit-learn']!['class_weight']);
  expect(weights['keras']!['class_weight']).toEqual(PEERS['keras']);
  expect(weights['catboost']).toEqual(PEERS['catboost']);
  const ratio = PEERS['xgboost']!['scale_pos_weight'] as number;
  expect(weights['xgboost']!['scale_pos_weight']).toBeCloseTo(ratio, 6);
  const priors = Object.values(config('prior-correction')['new_priors']!);
  expect(priors).toEqual(PEERS['prior-correction']!['new']);
  const { expected_rows: rows } = config('hf-interleave', { column: 'sex' });
  expect(rows).toBe(PEERS['datasets']!['expected']);
});
