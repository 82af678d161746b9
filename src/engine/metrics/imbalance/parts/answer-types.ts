import { entropy } from '../../../statistics/evenness';

/** The answers of one type of question. */
export interface AnswerType {
  /** null: types with fewer than 30 questions, together. */
  readonly type: string | null;
  readonly rows: number;
  /** Of the answers, in nats. */
  readonly entropy: number;
  readonly majority: string;
  readonly majorityShare: number;
  /** Share of yes where nearly all answers are yes or no, else null. */
  readonly yes: number | null;
}

/** Questions below which shares of a type are not compared; share of yes and no from which a type is of such questions. */
export const FEWEST = 30;
const YES_NO = 0.9;

/** Answers by type, most questions first, the small types together at the end. Lists run in parallel. */
export function answerTypes(types: readonly string[], answers: readonly string[]): AnswerType[] {
  const sizes = new Map<string, number>();
  for (const type of types) sizes.set(type, (sizes.get(type) ?? 0) + 1);
  const counts = new Map<string | null, Map<string, number>>();
  types.forEach((type, i) => {
    const key = sizes.get(type)! < FEWEST ? null : type;
    const of = counts.get(key) ?? new Map<string, number>();
    of.set(answers[i]!, (of.get(answers[i]!) ?? 0) + 1);
    counts.set(key, of);
  });
  return [...counts]
    .map(([type, of]) => typeOf(type, of))
    .sort((a, b) => Number(a.type === null) - Number(b.type === null) || b.rows - a.rows);
}

function typeOf(type: string | null, counts: ReadonlyMap<string, number>): AnswerType {
  let rows = 0;
  let majority = '';
  let most = 0;
  let [yes, no] = [0, 0];
  for (const [answer, n] of counts) {
    rows += n;
    if (n > most) [majority, most] = [answer, n];
    const word = answer.trim().toLowerCase();
    if (word === 'yes' || word === 'true') yes += n;
    if (word === 'no' || word === 'false') no += n;
  }
  return {
    type,
    rows,
    entropy: entropy([...counts.values()]),
    majority,
    majorityShare: most / rows,
    yes: yes + no >= YES_NO * rows ? yes / (yes + no) : null,
  };
}

/** The first two words of a question in lower case, its type where none is given. */
export function firstWords(question: string): string {
  return (question.slice(0, 200).match(/[\p{L}\p{N}']+/gu) ?? [])
    .slice(0, 2)
    .join(' ')
    .toLowerCase();
}
