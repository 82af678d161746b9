import type { ChoiceParam, ColumnParam, NumberParam, Param, Values } from '../params/params';
import { EngineError } from '../problems';
import { columnWith, type Roles } from '../roles/roles';
import type { MetricContext } from '../metric';
import { findColumn, isOpen, type Table } from '../table/table';
import { read } from '../params/values';
import { count, quoted } from '../words';
import { candidateProbability, fittingBands } from './bands';
import { LEAST_SIMILARITY } from './near-texts';
import type { SketchSettings } from './sketcher';
import { t } from '../language';

/** The text column whose texts are compared. */
export const TEXT_COLUMN: ColumnParam = {
  kind: 'column',
  id: 'textColumn',
  title: 'Text',
  summary: 'Column whose texts are compared; the column with the role text when not set.',
  default: null,
};

/** From which similarity on two texts are near-duplicates. */
export const THRESHOLD: NumberParam = {
  kind: 'number',
  id: 'threshold',
  title: 'Similarity',
  summary:
    'Texts that share this part of their runs of words are near-duplicates (Jaccard similarity).',
  default: 0.8,
  min: LEAST_SIMILARITY,
  max: 1,
};

/** Words of a shingle. */
export const SHINGLE: NumberParam = {
  kind: 'number',
  id: 'shingle',
  title: 'Words in a row',
  summary:
    'Texts are compared by all runs of so many words, or characters in scripts without spaces; 2 suits titles.',
  default: 5,
  min: 1,
  max: 20,
  integer: true,
  advanced: true,
};

/** How candidates are found: by few misses, or as datasketch balances misses and false candidates. */
const SEARCH: ChoiceParam = {
  kind: 'choice',
  id: 'search',
  title: 'Search',
  summary:
    'Thorough misses fewer than 1 pair in 100 at the threshold; balanced looks at fewer pairs.',
  default: 'thorough',
  options: [
    { value: 'thorough', title: 'Thorough' },
    { value: 'balanced', title: 'Balanced' },
  ],
  advanced: true,
};

const BINS = 120;

/** Bins of a sketch. */
export const PERM: NumberParam = {
  kind: 'number',
  id: 'perm',
  title: 'Hashes',
  summary: 'Numbers that stand for a text while pairs are looked for, a byte each.',
  default: BINS,
  min: 16,
  max: 512,
  integer: true,
  advanced: true,
};

/** Bands of a sketch. */
export const BANDS: NumberParam = {
  kind: 'number',
  id: 'bands',
  title: 'Bands',
  summary:
    'Texts are compared that agree in all hashes of one of so many bands, as in 20 of 6; by the search when not set.',
  default: null,
  min: 1,
  max: 512,
  integer: true,
  advanced: true,
};

/** How candidates are found. */
export const SEARCHES: readonly Param[] = [SEARCH, PERM, BANDS];

/** Bands and rows that find 99.8 %, 99.2 % and 99.5 % of the pairs at a similarity of `from`, and more above it. */
const THOROUGH = [
  { from: 0.8, bands: 20, rows: 6 },
  { from: 0.63, bands: 30, rows: 4 },
  { from: 0.5, bands: 40, rows: 3 },
] as const;

/** Share of pairs at the threshold that a thorough search finds, at least. */
const FOUND = 0.99;

/** How texts are sketched for the values of a metric, a detector or a method. */
export function sketchSettings(values: Values): SketchSettings {
  const bins = read.number(values, PERM.id)!;
  const asked = read.number(values, BANDS.id);
  const bands = asked === null ? undefined : Math.min(asked, bins);
  const banded = bands
    ? { bands, rows: Math.floor(bins / bands) }
    : bandsFor(read.number(values, THRESHOLD.id)!, bins, read.text(values, SEARCH.id));
  return { width: read.number(values, SHINGLE.id)!, bins, ...banded };
}

function bandsFor(
  threshold: number,
  bins: number,
  search: string,
): Pick<SketchSettings, 'bands' | 'rows'> {
  if (search === 'balanced') return fittingBands(threshold, bins);
  if (bins === BINS) {
    const { bands, rows } = THOROUGH.find(({ from }) => threshold >= from)!;
    return { bands, rows };
  }
  let rows = 1;
  const bandsOf = (more: number) => Math.floor(bins / more);
  while (candidateProbability(threshold, bandsOf(rows + 1), rows + 1) >= FOUND) rows++;
  return { bands: bandsOf(rows), rows };
}

/** The column whose texts are compared; undefined when none was named and none has the role. @throws EngineError unknown-column */
export function textColumn(table: Table, roles: Roles, named: string | null): number | undefined {
  if (named === null) return columnWith(roles, 'text');
  const index = findColumn(table.columns, named);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${named}'.`);
  return index;
}

/** Rows up to which a text column that nobody chose is searched although its cells are not held. */
const MOST_UNASKED = 500_000;

/** Why texts are not searched unasked: there are very many, and the column was only guessed; else undefined. */
export function unsearchedReason(
  table: Table,
  index: number,
  { chosen }: Pick<MetricContext, 'chosen'>,
): string | undefined {
  const { name } = table.columns[index]!;
  if (chosen?.[index] || !isOpen(table, index) || table.rowCount <= MOST_UNASKED) return undefined;
  return t`${quoted(name)} is only taken for text, and searching ${count(table.rowCount)} texts reads the file again: choose it as the text column (\`--text\`).`;
}

/** The column a metric searches, named or by its role; or why none is. @throws EngineError unknown-column */
export function searchedColumn(
  table: Table,
  values: Values,
  context: Pick<MetricContext, 'roles' | 'chosen'>,
): { readonly index: number } | { readonly reason: string } {
  const named = read.textOrNull(values, TEXT_COLUMN.id);
  const index = textColumn(table, context.roles, named);
  if (index === undefined) return { reason: t('No column has the role text.') };
  const reason = named === null ? unsearchedReason(table, index, context) : undefined;
  return reason === undefined ? { index } : { reason };
}
