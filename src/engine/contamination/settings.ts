import { TEXT_COLUMN } from '../near-text/settings';
import { read } from '../params/values';
import type { ColumnParam, FlagParam, NumberParam, TextParam, Values } from '../params/params';
import { EngineError } from '../problems';
import { findColumn, type Table } from '../table/table';
import { quoted } from '../words';
import { PART_COLUMN, REFERENCE } from './sides';
import { t } from '../language';

/** Words of a run of which one is enough. */
const RUN: NumberParam = {
  kind: 'number',
  id: 'n',
  title: 'Words in a row',
  summary:
    'A text that shares one run of so many words with a text to evaluate on holds it; shorter texts must be the same.',
  default: 13,
  min: 4,
  max: 50,
  integer: true,
};

/** Phrases that say nothing. */
const IGNORE: TextParam = {
  kind: 'text',
  id: 'ignore',
  title: 'Phrases that say nothing',
  summary:
    'Runs of words within these phrases are no sign of a text to evaluate on; several are parted by semicolons.',
  default: '',
  advanced: true,
};

const PROMPT: ColumnParam = {
  kind: 'column',
  id: 'promptColumn',
  title: 'Prompts to evaluate on',
  summary:
    'Column with the prompts or questions of the benchmark, where its items are not in the column of texts.',
  default: null,
  advanced: true,
};

const ANSWER: ColumnParam = {
  kind: 'column',
  id: 'answerColumn',
  title: 'Answers to evaluate on',
  summary:
    'Column with the answers of the benchmark; runs of words count where they reach into the answer.',
  default: null,
  advanced: true,
};

const PROMPT_RUNS: FlagParam = {
  kind: 'flag',
  id: 'promptRuns',
  title: 'Prompts alone count',
  summary: 'With a column of answers: runs of words that lie within the prompt count too.',
  default: false,
  advanced: true,
};

/** What a search for texts of a benchmark is told, the same for the metric and the method. */
export const CONTAMINATION_PARAMS = [
  TEXT_COLUMN,
  PART_COLUMN,
  REFERENCE,
  RUN,
  IGNORE,
  PROMPT,
  ANSWER,
  PROMPT_RUNS,
] as const;

/** What is looked for, and how. */
export interface Look {
  /** The column whose texts are searched. */
  readonly column: number;
  /** Words of a run of which one is enough. */
  readonly n: number;
  readonly ignored: readonly string[];
  /** Columns of the benchmark's prompts and answers; both absent: its items are in the column of texts. */
  readonly prompt?: number;
  readonly answer?: number;
  /** Runs within the prompt count although there is an answer. */
  readonly promptRuns: boolean;
}

/** @throws EngineError unknown-column */
export function lookOf(table: Table, column: number, values: Values): Look {
  const named = (param: ColumnParam) => {
    const name = read.textOrNull(values, param.id);
    if (name === null) return undefined;
    const index = findColumn(table.columns, name);
    if (index >= 0) return index;
    throw new EngineError('unknown-column', t`There is no column ${quoted(name)}.`);
  };
  const [prompt, answer] = [named(PROMPT), named(ANSWER)];
  return {
    column,
    n: read.number(values, RUN.id)!,
    ignored: read
      .text(values, IGNORE.id)
      .split(';')
      .filter((phrase) => phrase.trim() !== ''),
    ...(prompt !== undefined && { prompt }),
    ...(answer !== undefined && { answer }),
    promptRuns: read.flag(values, PROMPT_RUNS.id),
  };
}
