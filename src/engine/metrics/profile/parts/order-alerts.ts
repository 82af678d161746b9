import { missShuffled } from '../../../statistics/batches';
import { significant } from '../../../statistics/false-discovery';
import { count, listed, many, percent, quoted, times } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { PickedClasses } from '../../imbalance/parts/picked-classes';
import type { RowOrder } from '../row-order';
import { GROUPED, isGrouped, TENTHS, type LabelRuns } from './label-runs';
import { t } from '../../../language';

/** Runs as a share of those that chance makes, below which rows are called sorted. */
const SORTED = 0.05;
/** Standard deviations and excess from which labels alternate. */
const ALTERNATING_Z = 3;
const ALTERNATING = 1.2;
/** Distance and chance from which neighbours in the file resemble each other. */
const ALIKE = 0.1;
const CHANCE = 0.01;
/** Correlation of rows and the next ones from which a column is named for it. */
const CLOSE = 0.2;
/** Rows of a class from which its absence from a tenth of the file is told. */
const ENOUGH = 50;
/** False discoveries of that: every audit asks, and one in twenty would be a false alarm in every tenth file. */
const DOUBT = 0.001;

/** A class that the first or the last tenth of the file lacks. */
export interface AbsentClass {
  readonly of: number;
  readonly tenth: 'first' | 'last';
}

/** The label with its runs, and what was found absent. */
interface Judged {
  readonly picked: PickedClasses;
  readonly runs: LabelRuns;
  readonly absent: readonly AbsentClass[];
}

/** What the order of the rows would do to a sample, a cut or a training that takes rows as they come. */
export function orderAlerts(
  numbers: RowOrder,
  judged: Judged | undefined,
  is: { readonly isLabel: boolean; readonly split: boolean },
): (AlertDraft | undefined)[] {
  const grouped = judged && isGrouped(judged.runs) ? groupedAlert(numbers, judged, is) : undefined;
  if (grouped) return [grouped];
  return [judged && alternating(numbers, judged), alike(numbers), judged && missingTenth(judged)];
}

function groupedAlert(
  { label }: RowOrder,
  { picked: { column } }: Judged,
  { isLabel, split }: { readonly isLabel: boolean; readonly split: boolean },
): AlertDraft | undefined {
  if (!label) return undefined;
  const { runs, expected, longest, classCount } = label;
  const name = quoted(column.name);
  const title =
    runs / expected >= SORTED
      ? t`Rows are grouped by ${name}: runs are ${times(expected / runs)} times as long as by chance`
      : runs === classCount
        ? t`Rows are sorted by ${name}`
        : t`Rows are in ${count(runs)} blocks by ${name}, where chance makes ${many(expected, 'run')}`;
  return {
    code: 'grouped-by-label',
    severity: 'warning',
    title,
    message: split
      ? t`The longest run has ${many(longest.rows, 'row')} of ${quoted(longest.value)}. A sample of the first rows and training without shuffling would be biased: shuffle the train rows first.`
      : t`The longest run has ${many(longest.rows, 'row')} of ${quoted(longest.value)}. A sample of the first rows, a cut into train and test by place, and training without shuffling would be biased: shuffle rows first.`,
    columns: [column.index],
    value: runs / expected,
    threshold: GROUPED,
    evidence: 'longest',
    remedies:
      isLabel && !split
        ? [
            {
              method: 'stratified-split',
              why: t('Deals the rows of each class at random, wherever they stand.'),
            },
          ]
        : [],
  };
}

function alternating({ label }: RowOrder, { picked: { column } }: Judged): AlertDraft | undefined {
  if (!label || label.z <= ALTERNATING_Z || label.runs / label.expected <= ALTERNATING) {
    return undefined;
  }
  const { runs, expected } = label;
  return {
    code: 'labels-alternate',
    severity: 'info',
    title: t`Values of ${quoted(column.name)} alternate: ${many(runs, 'run')} of equal values, ${count(expected)} by chance`,
    message: t(
      'So many changes come of rows that were arranged by hand or dealt by turns, or of labels that were made up. Find out how the file was put together, and shuffle it before training.',
    ),
    columns: [column.index],
    value: runs / expected,
    threshold: ALTERNATING,
  };
}

function alike({ neighbours, sorted }: RowOrder): AlertDraft | undefined {
  if (!neighbours || neighbours.ks < ALIKE || neighbours.p > CHANCE) return undefined;
  const { ks, p, rows, of, first, closest } = neighbours;
  // Rows that are in order at the beginning may be so there alone.
  const orders = sorted.filter(({ firstRows }) => firstRows === undefined);
  const by =
    orders.length === 0
      ? ''
      : t` The rows are in order of ${listed(orders.map(({ name }) => quoted(name)))}.`;
  const most =
    closest === null || closest.correlation < CLOSE
      ? ''
      : t` Most alike are rows and those that come next in ${quoted(closest.name)} (correlation ${closest.correlation.toFixed(2)}).`;
  const basis =
    rows < of ? t` Judged by ${count(rows)} of ${first ? t('the first') : count(of)} rows.` : '';
  return {
    code: 'neighbours-alike',
    severity: 'info',
    title: t`Rows that stand near each other resemble each other (distance ${ks.toFixed(2)}, p ${p.toFixed(2)})`,
    message: t`Rows were not shuffled, or came in over time.${by}${most} A cut into train and test by place would compare different data, and one at random would put near rows on both sides: find out what the order stands for.${basis}`,
    columns: [...(most === '' ? [] : [closest!.column]), ...orders.map(({ column }) => column)],
    value: ks,
    threshold: ALIKE,
  };
}

/** Classes of 50 rows or more without one in the first or the last tenth, which a shuffled file would hardly show. */
export function absentClasses(
  { classes, rows }: PickedClasses,
  { tenths }: LabelRuns,
): AbsentClass[] {
  if (!tenths) return [];
  const inTenth = (tenth: number) =>
    classes.codes.reduce((sum, _code, of) => sum + tenths[of * TENTHS + tenth]!, 0);
  const ends = [
    { tenth: 'first', at: 0, all: inTenth(0) },
    { tenth: 'last', at: TENTHS - 1, all: inTenth(TENTHS - 1) },
  ] as const;
  const tested = classes.counts.flatMap((n, of) =>
    n < ENOUGH
      ? []
      : ends.map(({ tenth, at, all }) => {
          const own = tenths[of * TENTHS + at]!;
          return { of, tenth, own, p: own > 0 ? 1 : missShuffled(rows, n, all) };
        }),
  );
  const accepted = significant(
    tested.map(({ p }) => p),
    DOUBT,
  );
  return tested.filter(({ own }, i) => own === 0 && accepted[i]!);
}

function missingTenth({ picked, absent }: Judged): AlertDraft | undefined {
  const { column, classes } = picked;
  const worst = [...absent].sort((a, b) => classes.counts[b.of]! - classes.counts[a.of]!);
  const [first] = worst;
  if (!first) return undefined;
  const end =
    first.tenth === 'first' ? t('The first tenth of the file') : t('The last tenth of the file');
  const from = (tenth: AbsentClass['tenth']) =>
    tenth === 'first' ? t('from the first tenth') : t('from the last tenth');
  const of = [...new Set(absent.map((each) => each.of))];
  const rowCount = of.reduce((sum, each) => sum + classes.counts[each]!, 0);
  const others = worst
    .slice(1)
    .map((each) => `${quoted(classes.values[each.of]!)} ${from(each.tenth)}`);
  return {
    code: 'class-absent-from-a-tenth',
    severity: 'info',
    title: t`${end} has no row of ${quoted(classes.values[first.of]!)}`,
    message: t`${many(classes.counts[first.of]!, 'row')}, ${percent(classes.counts[first.of]! / picked.rows)} of all, lie elsewhere.${others.length > 0 ? t` Absent too are ${listed(others)}.` : ''} Whoever takes rows from that end does not see ${of.length === 1 ? t('it') : t('them')}: shuffle before you cut the file.`,
    columns: [column.index],
    value: absent.length,
    rowCount,
    evidence: 'absent',
  };
}
