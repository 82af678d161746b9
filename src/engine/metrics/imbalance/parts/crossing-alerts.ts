import { count, listed, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import { levelsAt, THIN } from './crossing';
import type { IntersectionEntry } from '../intersection-imbalance';
import { t } from '../../../language';

/** Share of rows in thin cells, and of combinations that never occur, from which it is said. */
const FRAGMENTED = 0.2;
const GAP = 0.1;

/** A cell of a crossing. */
interface Cell {
  readonly entry: IntersectionEntry;
  readonly cell: number;
}

/** The findings about crossings, one per kind over all of them. */
export function crossingAlerts(
  entries: readonly IntersectionEntry[],
  label: number | undefined,
): (AlertDraft | undefined)[] {
  return [emptyCells(entries), thinCells(entries, label), fragmented(entries), gaps(entries)];
}

const cellsWhere = (
  entries: readonly IntersectionEntry[],
  passes: (entry: IntersectionEntry, cell: number) => boolean,
): Cell[] =>
  entries.flatMap((entry) =>
    entry.counts.flatMap((_, cell) => (passes(entry, cell) ? [{ entry, cell }] : [])),
  );

/** `night` and `rain`. */
function levels({ entry, cell }: Cell): string {
  const axes = entry.levels.map((values) => ({ levels: values }));
  return listed(levelsAt(axes, cell).map((level, i) => quoted(entry.levels[i]![level]!)));
}

const columnsOf = (entries: readonly IntersectionEntry[]) => [
  ...new Set(entries.flatMap(({ columns }) => columns)),
];

const by = (entry: IntersectionEntry) =>
  entry.names.map(quoted).reduce((left, right) => t`${left} by ${right}`);

function emptyCells(entries: readonly IntersectionEntry[]): AlertDraft | undefined {
  const found = cellsWhere(
    entries,
    ({ counts, expected }, cell) => counts[cell] === 0 && expected[cell]! >= THIN,
  ).sort((a, b) => b.entry.expected[b.cell]! - a.entry.expected[a.cell]!);
  const worst = found[0];
  if (!worst) return undefined;
  const others = found.length === 1 ? '' : t` Nor ${listed(found.slice(1).map(levels))}.`;
  return {
    code: 'empty-combination',
    severity: 'warning',
    title: t`No row is both ${levels(worst)}`,
    message: t`By the sizes of the two about ${count(worst.entry.expected[worst.cell]!)} rows would be.${others} A model cannot learn what never occurs, and weights cannot make it: collect such rows or say that they cannot exist.`,
    columns: columnsOf(found.map(({ entry }) => entry)),
    value: worst.entry.expected[worst.cell]!,
    threshold: THIN,
    remedies: [{ method: 'collection-plan', why: t('Rows of the empty combinations.') }],
  };
}

/** Label and group combinations too thin for a rate; empty cells that are expected belong to the finding above. */
function thinCells(
  entries: readonly IntersectionEntry[],
  label: number | undefined,
): AlertDraft | undefined {
  if (label === undefined) return undefined;
  const labelled = entries.filter(({ columns }) => columns.length === 2 && columns.includes(label));
  const found = cellsWhere(
    labelled,
    ({ counts }, cell) => counts[cell]! > 0 && counts[cell]! < THIN,
  ).sort((a, b) => a.entry.counts[a.cell]! - b.entry.counts[b.cell]!);
  const worst = found[0];
  if (!worst) return undefined;
  const size = (c: Cell) => c.entry.counts[c.cell]!;
  const crossed = [...new Set(found.map(({ entry }) => entry))];
  return {
    code: 'thin-combinations',
    severity: 'warning',
    title:
      found.length === 1
        ? t`Only ${many(size(worst), 'row')} ${size(worst) === 1 ? t('is') : t('are')} both ${levels(worst)}`
        : t`${count(found.length)} combinations of label and group have fewer than ${String(THIN)} rows`,
    message: t`${found.length === 1 ? t`In ${by(worst.entry)}` : t`${listed(found.map((c) => `${levels(c)} (${count(size(c))})`))} in ${listed(crossed.map(by))}`}. Rates of so few rows are not compared, and a score for them is luck.`,
    columns: columnsOf(crossed),
    value: size(worst),
    threshold: THIN,
    rowCount: found.reduce((sum, c) => sum + size(c), 0),
    evidence: 'thin',
    remedies: [
      { method: 'group-weights', why: t('Gives small combinations more weight.') },
      { method: 'collection-plan', why: t('More rows of the thin combinations.') },
    ],
  };
}

function fragmented(entries: readonly IntersectionEntry[]): AlertDraft | undefined {
  const found = entries
    .filter((entry) => entry.fragmentation > FRAGMENTED)
    .sort((a, b) => b.fragmentation - a.fragmentation);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'fragmented',
    severity: 'warning',
    title: t`${percent(worst.fragmentation)} of rows are in combinations of fewer than ${String(THIN)}`,
    message: t`${listed(found.map(by))} ${found.length === 1 ? t('cuts') : t('cut')} the data into cells too small to use: merge levels.`,
    columns: columnsOf(found),
    value: worst.fragmentation,
    threshold: FRAGMENTED,
    evidence: 'thin',
  };
}

function gaps(entries: readonly IntersectionEntry[]): AlertDraft | undefined {
  const found = entries
    .filter((entry) => entry.combinationGap > GAP)
    .sort((a, b) => b.combinationGap - a.combinationGap);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'combination-gap',
    severity: 'info',
    title: t`${percent(worst.combinationGap)} of combinations of ${by(worst)} never occur`,
    message: t`Counted are those of which at least 5 rows would be expected.${found.length === 1 ? '' : t` Likewise ${listed(found.slice(1).map(by))}.`} Test such combinations apart: a model has not seen them together.`,
    columns: columnsOf(found),
    value: worst.combinationGap,
    threshold: GAP,
    remedies: [{ method: 'stress-splits', why: t('Tests on combinations left out of training.') }],
  };
}
