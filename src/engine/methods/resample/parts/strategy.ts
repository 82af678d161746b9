import type { StrategyParam, StrategyValue } from '../../../params/params';
import { EngineError } from '../../../problems';
import { t } from '../../../language';

/** Which way classes are changed: rows added, rows dropped to a count, or classes cleaned. */
export type SamplingKind = StrategyParam['sampling'];

/** One class that a strategy targets; `rows` is the number to add (over) or to keep (under), 0 for clean. */
export interface Target {
  readonly index: number;
  readonly rows: number;
}

/** Classes in class order with their counts, all above 0. */
export interface ClassCounts {
  readonly values: readonly string[];
  readonly counts: readonly number[];
}

const WORDS = ['minority', 'majority', 'not minority', 'not majority', 'all', 'auto'];

/**
 * How many rows to add or keep per class: imbalanced-learn's `sampling_strategy` (a word, a ratio for two classes, a
 * table class -> final count, a list of classes to clean) and four words more: `none` targets nothing; `ratio:r`
 * brings every class to r times the largest (over) or the smallest divided by r (under); `sqrt` to the geometric mean
 * with the extreme class; `quantile:q` to the q-quantile of the counts. On equal counts the first class in class order
 * is the smallest or the largest. Targets come in class order.
 * @throws EngineError one-class, bad-strategy, unknown-class
 */
export function resolveStrategy(
  classes: ClassCounts,
  value: StrategyValue,
  kind: SamplingKind,
): Target[] {
  if (classes.values.length === 0) throw refusal(t('There is no class in scope.'));
  if (classes.values.length === 1) {
    throw new EngineError(
      'one-class',
      t`Only one class (\`${classes.values[0]!}\`) in scope: there is nothing to balance.`,
    );
  }
  if (typeof value === 'number') return byRatio(classes, value, kind);
  if (typeof value === 'string') return byWord(classes, value.trim(), kind);
  if (isList(value)) return byList(classes, value, kind);
  return byTable(classes, value, kind);
}

function byWord({ counts }: ClassCounts, word: string, kind: SamplingKind): Target[] {
  const most = largestOf(counts);
  const least = smallestOf(counts);
  const largest = counts.indexOf(most);
  const smallest = counts.indexOf(least);
  const indices = counts.map((_, index) => index);
  const toward = (chosen: readonly number[]): Target[] =>
    chosen.map((index) => ({
      index,
      rows: kind === 'over' ? most - counts[index]! : kind === 'under' ? least : 0,
    }));
  switch (word) {
    case 'minority':
      if (kind !== 'over') throw refusal(t('`minority` only adds rows: choose `majority`.'));
      return toward([smallest]);
    case 'majority':
      if (kind === 'over') throw refusal(t('`majority` only drops rows: choose `minority`.'));
      return toward([largest]);
    case 'not minority':
      return toward(indices.filter((index) => index !== smallest));
    case 'not majority':
      return toward(indices.filter((index) => index !== largest));
    case 'all':
      return toward(indices);
    case 'auto':
      return toward(indices.filter((index) => index !== (kind === 'over' ? largest : smallest)));
    case 'none':
      return [];
    default:
      return byExtension(counts, word, kind);
  }
}

function byExtension(counts: readonly number[], word: string, kind: SamplingKind): Target[] {
  const match = /^(ratio|sqrt|quantile)(?:\s*:\s*(\S+))?$/.exec(word);
  const number = Number(match?.[2]);
  const [name] = match ? [match[1]!] : [''];
  const fits = name === 'sqrt' ? match?.[2] === undefined : number > 0 && number <= 1;
  if (!match || !fits || kind === 'clean') {
    throw refusal(
      t`\`${word}\` is no strategy here. Choose one of ${WORDS.map((known) => `\`${known}\``).join(', ')}, a ratio, or a table of counts.`,
    );
  }
  const most = largestOf(counts);
  const least = smallestOf(counts);
  const extreme = kind === 'over' ? most : least;
  const wanted = (count: number): number => {
    if (name === 'sqrt') return Math.round(Math.sqrt(count * extreme));
    if (name === 'quantile') return Math.round(quantile(counts, number));
    return Math.round(kind === 'over' ? number * most : least / number);
  };
  return counts.flatMap((count, index) => {
    if (kind === 'over') {
      const rows = Math.max(count, wanted(count)) - count;
      return rows > 0 ? [{ index, rows }] : [];
    }
    const rows = Math.min(count, wanted(count));
    return rows < count ? [{ index, rows }] : [];
  });
}

function byRatio(classes: ClassCounts, ratio: number, kind: SamplingKind): Target[] {
  const { counts } = classes;
  if (kind === 'clean') throw refusal(t('A ratio says nothing about which classes to clean.'));
  if (!(ratio > 0 && ratio <= 1)) {
    throw refusal(t`A ratio lies above 0 and at most at 1, not at \`${ratio}\`.`);
  }
  if (counts.length !== 2) {
    throw refusal(
      t`A ratio needs exactly two classes; there are ${counts.length}. Give a table of counts.`,
    );
  }
  const most = largestOf(counts);
  const least = smallestOf(counts);
  if (kind === 'over') {
    const smallest = 1 - counts.indexOf(most);
    const rows = Math.trunc(most * ratio - counts[smallest]!);
    if (rows <= 0) {
      throw refusal(
        t`The ratio \`${ratio}\` is reached already: \`${classes.values[smallest]!}\` has ${counts[smallest]!} rows.`,
      );
    }
    return [{ index: smallest, rows }];
  }
  const largest = 1 - counts.indexOf(least);
  const rows = Math.trunc(least / ratio);
  if (rows > counts[largest]!) {
    throw refusal(
      t`The ratio \`${ratio}\` is passed already: \`${classes.values[largest]!}\` has ${counts[largest]!} rows.`,
    );
  }
  return [{ index: largest, rows }];
}

function byTable(
  classes: ClassCounts,
  table: Readonly<Record<string, number>>,
  kind: SamplingKind,
): Target[] {
  const named = Object.entries(table).map(([value, wanted]) => ({
    value,
    wanted,
    index: indexOf(classes, value),
  }));
  if (kind === 'clean') throw refusal(t('Give a list of the classes to clean, not a table.'));
  const targets = named.map(({ value, wanted, index }) => {
    const count = classes.counts[index]!;
    if (!Number.isInteger(wanted) || wanted < 0) {
      throw refusal(t`The count of \`${value}\` must be a whole number from 0, not \`${wanted}\`.`);
    }
    if (kind === 'over' ? wanted < count : wanted > count) {
      throw refusal(
        t`\`${value}\` has ${count} rows: a count of ${wanted} would ${kind === 'over' ? t('drop') : t('add')} rows.`,
      );
    }
    return { index, rows: kind === 'over' ? wanted - count : wanted };
  });
  return targets.sort((a, b) => a.index - b.index);
}

function byList(classes: ClassCounts, list: readonly string[], kind: SamplingKind): Target[] {
  if (kind !== 'clean') {
    throw refusal(t('A list of classes only cleans: give a table of counts.'));
  }
  const indices = new Set(list.map((value) => indexOf(classes, value)));
  return [...indices].sort((a, b) => a - b).map((index) => ({ index, rows: 0 }));
}

function indexOf(classes: ClassCounts, value: string): number {
  const index = classes.values.indexOf(value);
  if (index >= 0) return index;
  const known = classes.values.slice(0, 20).map((name) => `\`${name}\``);
  throw new EngineError(
    'unknown-class',
    t`There is no class \`${value}\` in scope. The classes are ${known.join(', ')}.`,
  );
}

/** By reduction: there may be more classes than a call takes arguments. */
const largestOf = (counts: readonly number[]) => counts.reduce((a, b) => Math.max(a, b), 0);
const smallestOf = (counts: readonly number[]) => counts.reduce((a, b) => Math.min(a, b), Infinity);

/** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
function quantile(counts: readonly number[], q: number): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const lower = sorted[Math.floor(at)]!;
  const upper = sorted[Math.ceil(at)]!;
  return lower + (upper - lower) * (at - Math.floor(at));
}

function isList(value: StrategyValue): value is readonly string[] {
  return Array.isArray(value);
}

function refusal(message: string): EngineError {
  return new EngineError('bad-strategy', message);
}
