import { candidateOf } from '../engine/evaluation/candidates';
import {
  EVALUATION_PARAMS,
  type Candidate,
  type Evaluation,
} from '../engine/evaluation/evaluation';
import { methodOf } from '../engine/methods';
import { parseRecipeFile } from '../engine/recipe/recipe-file';
import { replaceFile } from '../files/writing/replace-file';
import { evaluationDocument } from '../report/evaluation-document';
import { toHtml } from '../report/html';
import { jsonText } from '../report/json-text';
import { toMarkdown } from '../report/markdown';
import { toText } from '../report/text';
import type { CliIo } from './io';
import type { Arguments } from './parse-arguments';
import { readingOf, roleChoice, splitList, withDataset } from './reading';
import { seedOf } from './recipe-command';
import { settingsOf, textOf } from './settings';
import { basename } from 'node:path';

/** `ballast evaluate`: whether remedies help, by cross-validation. */
export async function evaluateCommand(given: Arguments, io: CliIo): Promise<number> {
  const path = given.files[0]!;
  const candidates = [
    ...given.values('method').flatMap(splitList).map(methodCandidate),
    ...given.values('recipe').map(recipeCandidate),
  ];
  const values = settingsOf('evaluate', EVALUATION_PARAMS, given.values('set'));
  const seed = seedOf(given.value('seed') ?? '0');
  const evaluation = await withDataset(path, readingOf(given), io, (dataset) =>
    dataset.evaluate({
      ...(candidates.length > 0 && { candidates }),
      roles: roleChoice(given, dataset.columns),
      seed,
      values,
    }),
  );
  const text = FORMATS[given.value('format') ?? 'text']!(evaluation, basename(path));
  const out = given.value('out');
  if (out === undefined) io.out(text);
  else replaceFile(out, text, io.token);
  return 0;
}

const FORMATS: Readonly<Record<string, (evaluation: Evaluation, name: string) => string>> = {
  text: (evaluation, name) => toText(evaluationDocument(evaluation, name)),
  md: (evaluation, name) => toMarkdown(evaluationDocument(evaluation, name)),
  html: (evaluation, name) =>
    toHtml(evaluationDocument(evaluation, name), `${name}: does balancing help?`),
  json: (evaluation) => jsonText(evaluation),
};

/** @throws EngineError unknown-method */
function methodCandidate(id: string): Candidate {
  methodOf(id);
  return candidateOf(id)!;
}

function recipeCandidate(path: string): Candidate {
  const { recipe } = parseRecipeFile(textOf(path));
  return { name: basename(path), steps: recipe.steps };
}
