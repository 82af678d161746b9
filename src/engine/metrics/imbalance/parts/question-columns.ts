import type { MetricContext } from '../../../metric';
import { EngineError } from '../../../problems';
import type { ParamValue, Values } from '../../../params/params';
import { tokensOf } from '../../../role-guess/role-names';
import { columnWith } from '../../../roles/roles';
import { findColumn, type Column, type Table } from '../../../table/table';
import { t } from '../../../language';

/** Columns of questions with their answers, by index. */
export interface QuestionColumns {
  readonly answer: number;
  readonly question?: number;
  /** What kind of question it is; without it the first two words of the question say so. */
  readonly type?: number;
  /** One column per option, or one column of lists; empty without options. */
  readonly options: readonly number[];
}

const ANSWER = new Set(['answer', 'answers', 'gold', 'correct', 'solution']);
const QUESTION = new Set(['question', 'query', 'problem']);
const OPTION = new Set(['option', 'options', 'choice', 'choices', 'opt']);
const TYPE = new Set(['type', 'category', 'subject', 'topic', 'task']);
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/**
 * Questions and answers: the named columns, else those that are called so. A reason when there is no answer, or neither
 * a question nor options beside it. @throws EngineError unknown-column
 */
export function questionColumns(
  table: Table,
  values: Values,
  context: MetricContext,
): QuestionColumns | { readonly reason: string } {
  const usable = table.columns.filter(({ index }) => context.roles[index] !== 'ignored');
  const called = (words: ReadonlySet<string>) =>
    usable.find(({ name }) => tokensOf(name).some((token) => words.has(token)));
  const answer = named(table, values['answer']!) ?? called(ANSWER)?.index;
  if (answer === undefined) return { reason: t('No column is called an answer.') };
  const rest = usable.filter(({ index }) => index !== answer);
  const question = named(table, values['question']!) ?? questionIn(rest, context);
  const options = chosenOptions(table, values['options'] as readonly string[], rest);
  if (question === undefined && options.length === 0) {
    return { reason: t('There is neither a question nor a choice of options beside the answer.') };
  }
  const type = named(table, values['type']!) ?? typeIn(rest, question, options);
  return {
    answer,
    options,
    ...(question !== undefined && { question }),
    ...(type !== undefined && { type }),
  };
}

function named(table: Table, name: ParamValue): number | undefined {
  if (typeof name !== 'string') return undefined;
  const index = findColumn(table.columns, name);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
  return index;
}

/** A column called a question, not one that says what type it is; else the text. */
function questionIn(columns: readonly Column[], context: MetricContext): number | undefined {
  const found = columns.find(({ index, name }) => {
    const tokens = tokensOf(name);
    const says = tokens.some((token) => QUESTION.has(token));
    const { semantic } = context.profiles[index]!;
    const other = tokens.some((token) => TYPE.has(token) || token === 'id');
    return says && !other && semantic !== 'numeric' && semantic !== 'date';
  });
  const text = columnWith(context.roles, 'text');
  return found?.index ?? (columns.some(({ index }) => index === text) ? text : undefined);
}

/** Columns called options in file order, or columns a, b, c ...; labels of options are none. */
function chosenOptions(
  table: Table,
  chosen: readonly string[],
  columns: readonly Column[],
): readonly number[] {
  if (chosen.length > 0) return chosen.map((name) => named(table, name)!);
  const called = columns.filter(({ name }) => {
    const tokens = tokensOf(name);
    return tokens.some((token) => OPTION.has(token)) && !tokens.includes('label');
  });
  if (called.length > 0) return called.map(({ index }) => index);
  const letters: number[] = [];
  for (const letter of LETTERS) {
    const found = columns.find(({ name }) => name.trim().toLowerCase() === letter);
    if (!found) break;
    letters.push(found.index);
  }
  return letters.length >= 3 ? letters : [];
}

function typeIn(
  columns: readonly Column[],
  question: number | undefined,
  options: readonly number[],
): number | undefined {
  return columns.find(({ index, name }) => {
    if (index === question || options.includes(index)) return false;
    const tokens = tokensOf(name);
    return tokens.some((token) => TYPE.has(token) || token === 'qtype');
  })?.index;
}
