import { fitLogistic } from '../../../models/logistic-regression';
import type { Design } from '../../../models/design';
import { foldsOf } from '../../../models/one-column-score';
import { auditStream } from '../../../sampling/audit-random';
import { wilson } from '../../../statistics/wilson';

/** How well answers are guessed from the words of the question alone. */
export interface BlindBaseline {
  /** Questions that were guessed, each by a model that has not seen it. */
  readonly rows: number;
  /** Answers a guess may be; any other answer counts as guessed wrong. */
  readonly answers: number;
  readonly accuracy: number;
  /** Lower end of the accuracy's Wilson 95 % interval. */
  readonly low: number;
  /** Of always giving the most frequent answer. */
  readonly majority: number;
}

/** Questions, answers and words of a question that are looked at; a few rows per answer make it worth guessing. */
const MOST_ROWS = 2000;
const MOST_ANSWERS = 12;
const MOST_WORDS = 40;
const FEWEST = 10;
/** Share of questions with one of these answers below which there is little to guess. */
const COVERED = 0.3;
const FOLDS = 5;
/** The largest entry of the gradient at which a fit is good enough to be judged by its hits. */
const TOLERANCE = 0.1;

/**
 * Accuracy of logistic regression on the words of questions, out of fold, in up to 2,000 of them spread evenly. Null
 * when no two answers are frequent. @throws Cancelled (from tick)
 */
export function blindBaseline(
  questions: readonly string[],
  answers: readonly string[],
  tick: () => void,
): BlindBaseline | null {
  const step = Math.max(1, questions.length / MOST_ROWS);
  const places = Array.from({ length: Math.min(MOST_ROWS, questions.length) }, (_, i) =>
    Math.floor(i * step),
  );
  const counts = new Map<string, number>();
  for (const i of places) counts.set(answers[i]!, (counts.get(answers[i]!) ?? 0) + 1);
  const frequent = [...counts]
    .filter(([, n]) => n >= FEWEST)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_ANSWERS);
  const covered = frequent.reduce((sum, [, n]) => sum + n, 0);
  if (frequent.length < 2 || covered < COVERED * places.length) return null;
  const classOf = new Map(frequent.map(([answer], i) => [answer, i]));
  const known = places.filter((i) => classOf.has(answers[i]!));
  const classes = Uint32Array.from(known, (i) => classOf.get(answers[i]!)!);
  const words = known.map((i) => wordsOf(questions[i]!));
  tick();
  const hits = outOfFold(words, classes, frequent.length, tick);
  return {
    rows: places.length,
    answers: frequent.length,
    accuracy: hits / places.length,
    low: wilson(hits, places.length).low,
    majority: frequent[0]![1] / places.length,
  };
}

function wordsOf(question: string): string[] {
  const found =
    question
      .slice(0, 2000)
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu) ?? [];
  return [...new Set(found.slice(0, MOST_WORDS))];
}

function outOfFold(
  words: readonly (readonly string[])[],
  classes: Uint32Array,
  classCount: number,
  tick: () => void,
): number {
  const columnOf = new Map<string, number>();
  const columns = words.map((own) =>
    own
      .map((word) => {
        const column = columnOf.get(word) ?? columnOf.size;
        columnOf.set(word, column);
        return column;
      })
      .sort((a, b) => a - b),
  );
  const folds = foldsOf(
    { kind: 'classes', of: Int32Array.from(classes), count: classCount },
    auditStream('audit/folds'),
  );
  const rows = columns.map((_, i) => i);
  let hits = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = rows.filter((i) => folds[i] !== fold);
    const test = rows.filter((i) => folds[i] === fold);
    if (train.length === 0 || test.length === 0) continue;
    const design = (of: readonly number[]) =>
      designOf(
        of.map((i) => columns[i]!),
        columnOf.size,
      );
    const model = fitLogistic(
      { design: design(train), classes: Uint32Array.from(train, (i) => classes[i]!), classCount },
      tick,
      { tolerance: TOLERANCE },
    );
    const found = model.probabilities(design(test), tick);
    test.forEach((row, i) => {
      const own = found.subarray(i * classCount, (i + 1) * classCount);
      if (own.indexOf(Math.max(...own)) === classes[row]) hits++;
    });
  }
  return hits;
}

function designOf(rows: readonly (readonly number[])[], columns: number): Design {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((own, i) => (starts[i + 1] = starts[i]! + own.length));
  return {
    rows: rows.length,
    columns,
    dense: 0,
    values: new Float64Array(0),
    starts,
    indices: Uint32Array.from(rows.flat()),
  };
}
