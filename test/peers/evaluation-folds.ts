import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { foldsOf, subjectOf } from '../../src/engine/evaluation/subject';
import type { SourceFacts } from '../../src/engine/metric';
import { featureColumns } from '../../src/engine/methods/resample/parts/numeric-features';
import { plannedProfiles } from '../../src/engine/plan/planned-profiles';
import { plannedTable } from '../../src/engine/plan/planned-table';
import { profileColumns } from '../../src/engine/table/profile-columns';
import { createRandom } from '../../src/engine/random';
import { applyChoice } from '../../src/engine/roles/roles';
import { runRecipe } from '../../src/engine/recipe/run-recipe';
import { suggestRoles } from '../../src/engine/roles/suggest-roles';
import { tableOf } from '../../src/engine/table/table';
import { sha256Text } from '../../src/files/reading/hash';
import { EVALUATION_CASES, requestOf } from './evaluation-cases';

// Folds, columns and kept rows that evaluation.py takes from Ballast: `node test/peers/run.mjs evaluation-folds`.
const here = process.argv[2]!;
const shell = { sha256: sha256Text, tick: () => undefined };
const FACTS: SourceFacts = {
  name: 'table.csv',
  format: 'csv',
  bytes: 0,
  encoding: 'utf-8',
  encodingGuessed: false,
  headerCertain: true,
  blankLines: 0,
  raggedRows: 0,
  problems: [],
};
const cases = EVALUATION_CASES.map((each) => {
  const text = readFileSync(path.join(here, '../fixtures/data', each.file), 'utf8');
  const { data } = Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: 'greedy' });
  const table = tableOf(
    data[0]!.map((_, i) => `column_${i + 1}`),
    data,
  );
  const profiles = profileColumns(table, shell.tick);
  const request = requestOf(each);
  const roles = applyChoice(suggestRoles(table, profiles).roles, request.roles, table.columns);
  const base = { roles, profiles, facts: FACTS };
  const random = createRandom(request.seed, shell.sha256);
  const subject = subjectOf(table, base, random, { most: 20_000, folds: 5 }, shell.tick);
  const folds = foldsOf(subject, 5, 0, random);
  const { columns, others } = featureColumns(base);
  const kept = Array.from({ length: 5 }, (_, fold) => {
    const plan = { rows: subject.rows.filter((_row, place) => folds[place] !== fold), columns: [] };
    const training = plannedTable(table, plan);
    const known = { ...base, profiles: plannedProfiles(training, plan, profiles) };
    const steps = request.candidates[1]!.steps;
    const run = runRecipe(training, known, { seed: 0, steps, roles: request.roles }, shell);
    return Array.from(run.plan.rows, (row) => plan.rows[row]!);
  });
  return {
    file: each.file,
    label: table.columns.findIndex(({ name }) => name === each.label),
    numbers: columns,
    categories: others,
    folds: folds.join(''),
    kept,
  };
});
writeFileSync(path.join(here, 'evaluation-folds.json'), `${JSON.stringify(cases)}\n`);
