import { TextLengths } from '../../../cells/text-lengths';
import type { MetricContext } from '../../../metric';
import { sketchOf } from '../../../table/open-columns';
import { columnWith } from '../../../roles/roles';
import { sampledColumns, sampleFor, type SampledColumn } from '../../../sampling/sampled-columns';
import { spreadBins, spreadLengths } from '../../../sketches/spread-bins';
import { ascending, midRanks } from '../../../statistics/correlations';
import { quantile, weightedValues, type WeightedValues } from '../../../statistics/weighted-values';
import { countCodes, type Table } from '../../../table/table';
import { isQuantity } from '../../label';

/** How length differs between classes, in a sample of rows. */
export interface LengthByClass {
  readonly rows: number;
  /** The sample is the first rows of the file. */
  readonly first: boolean;
  /** Classes with 30 sampled rows or more, farthest from chance first, at most 20. */
  readonly classes: readonly {
    readonly value: string;
    readonly rows: number;
    readonly median: number;
    /** Chance that a row of the class is longer than one of another class, half of ties counted. */
    readonly auroc: number;
    readonly cliffsDelta: number;
    /** The 95 % interval of `auroc` leaves out 0.5. */
    readonly significant: boolean;
  }[];
}

/** Characters per token when nothing better is known. */
const PER_TOKEN = 4;
const FEWEST = 30;
const LISTED = 20;
const Z = 1.959964;

/** Tokens of a text by its characters. */
const estimated = (characters: number) => Math.ceil(characters / PER_TOKEN);

/** Distinct token counts with their rows; of an open column from its sketch, within 1 %. @throws Cancelled */
export function lengthsOf(
  table: Table,
  index: number,
  counted: boolean,
  { profiles, tick }: MetricContext,
): WeightedValues {
  const column = table.columns[index]!;
  const sketch = sketchOf(column, profiles[index]!);
  if (counted) {
    if (sketch?.numbers) return spreadBins({ ...sketch.numbers, whole: true });
    return weightedValues(profiles[index]!.numbers!, countCodes(column));
  }
  if (sketch?.characters) {
    const characters = spreadLengths(sketch.characters);
    return weightedValues(characters.values.map(estimated), characters.counts);
  }
  const { dictionary } = column;
  const counts = countCodes(column);
  for (const code of profiles[index]!.missingCodes) counts[code] = 0;
  const lengths = new TextLengths(dictionary);
  const tokens = new Float64Array(dictionary.size);
  for (let code = 1; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick(code, dictionary.size);
    if (counts[code] === 0) continue;
    lengths.measure(code);
    tokens[code] = estimated(lengths.characters);
  }
  return weightedValues(tokens, counts);
}

/** Lengths by class of the label or by source, in a sample; null where there are no two. @throws Cancelled */
export function lengthsBy(
  table: Table,
  index: number,
  counted: boolean,
  role: 'label' | 'domain',
  context: MetricContext,
): LengthByClass | null {
  const label = columnWith(context.roles, role);
  if (label === undefined || label === index) return null;
  const profile = context.profiles[label]!;
  if (profile.distinct < 2 || isQuantity(profile, table.rowCount)) return null;
  const sample = sampleFor(table, [index, label]);
  const [text, classes] = sampledColumns(table, [index, label], sample, context);
  const lengths = sampledLengths(text!, counted);
  const rows = new Float64Array(classes!.levelCount);
  const labels = Float64Array.from(classes!.levels, (level) => (level < 0 ? NaN : level));
  const kept = (i: number) => classes!.levels[i]! >= 0 && Number.isFinite(lengths[i]!);
  const ranks = midRanks(lengths, ascending(lengths), labels);
  const rankSums = new Float64Array(classes!.levelCount);
  let n = 0;
  for (let i = 0; i < lengths.length; i++) {
    if (!kept(i)) continue;
    rows[classes!.levels[i]!]!++;
    rankSums[classes!.levels[i]!]! += ranks[i]!;
    n++;
  }
  const found = Array.from(rows, (own, level) => ({ own, level, others: n - own }))
    .filter(({ own, others }) => own >= FEWEST && others >= FEWEST)
    .map(({ own, level, others }) => {
      const auroc = (rankSums[level]! - (own * (own + 1)) / 2) / (own * others);
      const error = Math.sqrt((own + others + 1) / (12 * own * others));
      const of = lengths.filter((_, i) => classes!.levels[i] === level && kept(i));
      return {
        value: classes!.text(level),
        rows: own,
        median: quantile(weightedValues(of, new Float64Array(of.length).fill(1)), 0.5),
        auroc,
        cliffsDelta: 2 * auroc - 1,
        significant: Math.abs(auroc - 0.5) > Z * error,
      };
    })
    .sort((a, b) => Math.abs(b.auroc - 0.5) - Math.abs(a.auroc - 0.5))
    .slice(0, LISTED);
  return found.length < 2 ? null : { rows: n, first: sample.first, classes: found };
}

function sampledLengths(
  { numbers, levels, levelCount, text }: SampledColumn,
  counted: boolean,
): Float64Array {
  if (counted && numbers) return numbers;
  const perLevel = Float64Array.from({ length: levelCount }, (_, level) =>
    estimated(text(level).length),
  );
  return Float64Array.from(levels, (level) => (level < 0 ? NaN : perLevel[level]!));
}
