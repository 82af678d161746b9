import { labelsIn } from '../../cells/label-list';
import type { Metric, MetricContext } from '../../metric';
import { sampledColumns, sampleFor, type SampledColumn } from '../../sampling/sampled-columns';
import { entropy } from '../../statistics/evenness';
import { sumOf } from '../../statistics/sum';
import type { Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { answerAlerts } from './parts/answer-alerts';
import { answerTypes, firstWords, type AnswerType } from './parts/answer-types';
import { blindBaseline, type BlindBaseline } from './parts/blind-baseline';
import {
  answerPlaces,
  letterPlace,
  multipleChoice,
  type MultipleChoice,
} from './parts/multiple-choice';
import { questionColumns, type QuestionColumns } from './parts/question-columns';
import { t } from '../../language';

/** Whether answers can be guessed without the input. */
export interface AnswerPriors {
  readonly answer: string;
  readonly question: string | null;
  /** The column of question types; null: the first two words of the question, or no types at all. */
  readonly type: string | null;
  /** Rows with an answer that were looked at, of all; `first`: they are the first of the file. */
  readonly rows: number;
  readonly of: number;
  readonly first: boolean;
  /** Most questions first, at most 50. */
  readonly types: readonly AnswerType[];
  /** Of the answers, and of the answers given the type: nats. */
  readonly entropy: number;
  readonly entropyGivenType: number;
  /** Share of right guesses of the most frequent answer, overall and of each type. */
  readonly majority: number;
  readonly majorityGivenType: number;
  readonly choice: MultipleChoice | null;
  readonly blind: BlindBaseline | null;
}

const LISTED = 50;
/** Options named in columns of their own need two; letters alone say where the correct one stands up to J. */
const FEWEST_OPTIONS = 2;

/** Whether the answer can be guessed from the question's type, its words, or the place and length of options. */
export const answerPriors: Metric<AnswerPriors> = {
  id: 'answer-priors',
  family: 'imbalance',
  title: 'Answers without reading',
  summary:
    'Whether answers can be guessed from the type or words of a question, or from the place or length of options.',
  cites: [
    'Ma et al. 2024: 3DSRBench, complementary pairs and flipped options',
    'Dominguez-Olmedo, Hardt, Mendler-Dünner 2024: Questioning the survey responses of large language models',
    'Goyal et al. 2017: Making the V in VQA matter (language priors)',
  ],
  needs: { optional: ['text'] },
  params: [
    {
      kind: 'column',
      id: 'answer',
      title: 'Answer',
      summary: 'Column of answers; when not set, one that is called so.',
      default: null,
    },
    {
      kind: 'column',
      id: 'question',
      title: 'Question',
      summary: 'Column of questions; when not set, one that is called so, or the text.',
      default: null,
    },
    {
      kind: 'column',
      id: 'type',
      title: 'Question Type',
      summary: 'Column of question types; when not set, one called so, or the first two words.',
      default: null,
      advanced: true,
    },
    {
      kind: 'columns',
      id: 'options',
      title: 'Options',
      summary: 'A column per option, or one that lists them; when none is set, those called so.',
      default: [],
      advanced: true,
    },
  ],
  measure(table, values, context) {
    context.tick(0, 1);
    const columns = questionColumns(table, values, context);
    if ('reason' in columns) return { applicable: false, reason: columns.reason };
    const asked = askedRows(table, columns, context);
    if (asked.answers.length === 0)
      return { applicable: false, reason: t('No row has an answer.') };
    const numbers = figuresOf(table, columns, asked, context);
    const { answer, question, options } = columns;
    const concerned = [answer, ...(question === undefined ? [] : [question]), ...options];
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, answerAlerts(numbers, concerned)),
      evidence: {},
    };
  },
};

/** What stands in the rows that have an answer; lists run in parallel. */
interface AskedRows {
  readonly answers: readonly string[];
  readonly questions: readonly string[] | null;
  readonly types: readonly string[] | null;
  readonly options: readonly (readonly string[])[] | null;
  readonly first: boolean;
}

function askedRows(table: Table, columns: QuestionColumns, context: MetricContext): AskedRows {
  const { answer, question, type, options } = columns;
  const all = [answer, question, type, ...options].filter((index) => index !== undefined);
  const sample = sampleFor(table, all);
  const sampled = new Map(
    sampledColumns(table, all, sample, context).map((column) => [column.index, column]),
  );
  const answers = sampled.get(answer)!;
  const rows = Array.from(answers.levels.keys()).filter((i) => answers.levels[i]! >= 0);
  const textsOf = (index: number) => rows.map(cellsOf(sampled.get(index)!));
  const questions = question === undefined ? null : textsOf(question);
  return {
    answers: textsOf(answer),
    questions,
    types: type === undefined ? (questions?.map(firstWords) ?? null) : textsOf(type),
    options: options.length > 0 ? optionsOf(options.map(textsOf)) : null,
    first: sample.first && sample.rows.length < table.rowCount,
  };
}

const cellsOf =
  ({ levels, text }: SampledColumn) =>
  (i: number): string =>
    levels[i]! < 0 ? '' : text(levels[i]!);

/** Options per row, from a column each or from one column of lists. Null when a single column lists nothing. */
function optionsOf(columns: readonly (readonly string[])[]): string[][] | null {
  const [only] = columns;
  if (columns.length > 1) {
    return only!.map((_, i) => columns.map((column) => column[i]!).filter((text) => text !== ''));
  }
  const separator = [';', '|'].find((mark) => only!.some((text) => text.includes(mark))) ?? '';
  const lists = only!.map((text) => (text === '' ? [] : labelsIn(text, separator)));
  return lists.some((list) => list.length >= FEWEST_OPTIONS) ? lists : null;
}

function figuresOf(
  table: Table,
  columns: QuestionColumns,
  { answers, questions, types, options, first }: AskedRows,
  { tick }: MetricContext,
): AnswerPriors {
  const name = (index: number | undefined) =>
    index === undefined ? null : table.columns[index]!.name;
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const n = answers.length;
  const byType = types ? answerTypes(types, answers) : [];
  const over = (value: (type: AnswerType) => number) =>
    sumOf(byType.length, (i) => byType[i]!.rows * value(byType[i]!)) / n;
  const overall = entropy([...counts.values()]);
  const majority = Math.max(...counts.values()) / n;
  return {
    answer: table.columns[columns.answer]!.name,
    question: name(columns.question),
    type: name(columns.type),
    rows: n,
    of: table.rowCount,
    first,
    types: byType.slice(0, LISTED),
    entropy: overall,
    entropyGivenType: types ? over((type) => type.entropy) : overall,
    majority,
    majorityGivenType: types ? over((type) => type.majorityShare) : majority,
    choice: choiceOf(answers, options),
    blind: questions && blindBaseline(questions, answers, () => tick(0, 1)),
  };
}

/** Items from options and answers; without options from answers that are letters. */
function choiceOf(
  answers: readonly string[],
  options: readonly (readonly string[])[] | null,
): MultipleChoice | null {
  if (options) {
    const places = answerPlaces(answers, options);
    return multipleChoice(
      places.map((correct, i) => ({ options: options[i]!, correct })),
      true,
    );
  }
  const places = answers.map(letterPlace);
  const k = Math.max(...places) + 1;
  if (k < FEWEST_OPTIONS || places.includes(-1) || new Set(places).size < k) return null;
  const blank = new Array<string>(k).fill('');
  return multipleChoice(
    places.map((correct) => ({ options: blank, correct })),
    false,
  );
}
