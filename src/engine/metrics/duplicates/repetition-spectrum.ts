import type { RowClusters } from '../../kernels/row-clusters';
import type { Metric } from '../../metric';
import { bandOf, repetitionBands } from '../../statistics/repetition';
import type { TableTick } from '../../table/table';
import { everyRow } from '../../ticks';
import { read } from '../../params/values';
import { count, many, percent } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { isCoarse } from './parts/coarse';
import { rowSizes, type RowSizes } from './parts/row-sizes';
import { SETS_COLUMN, setsOfRows } from './parts/sets-of-rows';
import { t } from '../../language';

/** How often rows repeat, and how much of the file the repeats hold. */
export interface RepetitionSpectrum {
  /** The column of the sets; null: equal rows. */
  readonly column: string | null;
  /** What shares are of. */
  readonly unit: RowSizes['unit'];
  readonly epochs: number;
  /** By rows per set: 1, 2, 3-4, 5-10, 11-100, 101-1,000, more. A row without a partner is a set of its own. */
  readonly bands: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly sets: number;
    readonly rows: number;
    /** Share of all characters, bytes or rows. */
    readonly share: number;
  }[];
  /** Share held by sets of 11 to 1,000 rows. */
  readonly share11to1000: number;
  /** Share that is left when one of each set stays. */
  readonly uniqueShare: number;
  /** Rows whose set is seen more than four times in all epochs. */
  readonly oftenSeen: number;
}

/** Share in sets of 11 to 1,000 rows from which a note is given, and the bands of these sets. */
const MEMORISED = 0.05;
const MEMORISED_BANDS = [4, 5];
/** Times that a row may be seen before it adds little. */
const ENOUGH = 4;

/** How often things repeat, and how much of the data those repeats hold. */
export const repetitionSpectrum: Metric<RepetitionSpectrum> = {
  id: 'repetition-spectrum',
  family: 'duplicates',
  title: 'How often rows repeat',
  summary: 'How many sets repeat how often, and how much of the file they hold.',
  cites: [
    'Hernandez et al. 2022: Scaling laws and interpretability of learning from repeated data',
    'Muennighoff et al. 2023: Scaling data-constrained language models',
  ],
  needs: { optional: ['id', 'text'] },
  params: [
    SETS_COLUMN,
    {
      kind: 'number',
      id: 'epochs',
      title: 'Planned Epochs',
      summary: 'How often the file will be gone through.',
      default: 1,
      min: 1,
      integer: true,
    },
  ],
  measure(table, values, context) {
    const found = setsOfRows(table, values, context);
    if (!found) {
      return {
        applicable: false,
        reason: t('Every column is an id: there is nothing to compare.'),
      };
    }
    const { clusters, column } = found;
    if (clusters.count === 0)
      return { applicable: false, reason: t('No two rows are of one set.') };
    const epochs = read.number(values, 'epochs')!;
    const sizes = rowSizes(table, context);
    const numbers: RepetitionSpectrum = {
      column: column === null ? null : table.columns[column]!.name,
      unit: sizes.unit,
      epochs,
      ...spectrumOf(clusters, table.rowCount, sizes, context.tick),
      oftenSeen: oftenSeen(clusters, table.rowCount, epochs),
    };
    const coarse = column === null && sizes.unit === 'rows' && isCoarse(context, table.rowCount);
    const alerts = [coarse ? undefined : memorised(numbers), seenOften(numbers)];
    const rows = repeatedRows(clusters, context.tick);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, alerts),
      evidence: rows.length
        ? { repeated: { rows, columns: [], reason: t('Rows that occur 11 to 1,000 times.') } }
        : {},
    };
  },
};

type Spectrum = Pick<RepetitionSpectrum, 'bands' | 'share11to1000' | 'uniqueShare'>;

/** Bands with what they hold; without copies left, `uniqueShare`. Sizes are whole numbers: their sums are exact. @throws Cancelled (from tick) */
function spectrumOf(
  clusters: RowClusters,
  rowCount: number,
  sizes: RowSizes,
  tick: TableTick,
): Spectrum {
  const { members, offsets, count: sets } = clusters;
  const counted = repetitionBands(clusters.sizes(), rowCount - members.length);
  const held = new Float64Array(counted.length);
  let [inSets, firsts] = [0, 0];
  const ticked = everyRow(tick);
  for (let cluster = 0; cluster < sets; cluster++) {
    ticked(cluster, sets);
    const [from, to] = [offsets[cluster]!, offsets[cluster + 1]!];
    const first = sizes.of(members[from]!);
    let size = first;
    for (let at = from + 1; at < to; at++) size += sizes.of(members[at]!);
    held[bandOf(to - from)]! += size;
    inSets += size;
    firsts += first;
  }
  const all = sizes.unit === 'rows' ? rowCount : sizeOfAll(rowCount, sizes, tick);
  held[0] = all - inSets;
  const share = (part: number) => (all > 0 ? part / all : 0);
  return {
    bands: counted.map((band, i) => ({ ...band, share: share(held[i]!) })),
    share11to1000: share(MEMORISED_BANDS.reduce((sum, band) => sum + held[band]!, 0)),
    uniqueShare: share(all - inSets + firsts),
  };
}

/** What all rows hold. @throws Cancelled (from tick) */
function sizeOfAll(rowCount: number, sizes: RowSizes, tick: TableTick): number {
  const ticked = everyRow(tick);
  let sum = 0;
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    sum += sizes.of(row);
  }
  return sum;
}

/** Rows whose set has more than four rows in all epochs together. */
function oftenSeen(clusters: RowClusters, rowCount: number, epochs: number): number {
  if (epochs > ENOUGH) return rowCount;
  return clusters.sizes().reduce((sum, size) => sum + (size * epochs > ENOUGH ? size : 0), 0);
}

function repeatedRows(clusters: RowClusters, tick: TableTick): Uint32Array {
  const ticked = everyRow(tick);
  const { members, offsets, count: sets } = clusters;
  const rows: number[] = [];
  for (let cluster = 0; cluster < sets; cluster++) {
    ticked(cluster, sets);
    const [from, to] = [offsets[cluster]!, offsets[cluster + 1]!];
    if (!MEMORISED_BANDS.includes(bandOf(to - from))) continue;
    for (let at = from; at < to; at++) rows.push(members[at]!);
  }
  return Uint32Array.from(rows).sort();
}

function memorised({ share11to1000, bands, unit }: RepetitionSpectrum): AlertDraft | undefined {
  if (share11to1000 < MEMORISED) return undefined;
  const rows = MEMORISED_BANDS.reduce((sum, band) => sum + bands[band]!.rows, 0);
  const sets = MEMORISED_BANDS.reduce((sum, band) => sum + bands[band]!.sets, 0);
  const of = unit === 'rows' ? t('of all rows') : t('of all text');
  return {
    code: 'repeated-often',
    severity: 'warning',
    title: t`${many(sets, 'set')} of rows ${sets === 1 ? t('repeats') : t('repeat')} 11 to 1,000 times`,
    message: t`They hold ${percent(share11to1000)} ${of}. A small part that repeats so often can be learnt by heart: 0.1% of data seen 100 times was reported to halve the effective size of a model.`,
    value: share11to1000,
    threshold: MEMORISED,
    rowCount: rows,
    evidence: 'repeated',
    remedies: [{ method: 'cap-per-cluster', why: t('Keeps at most four of each set.') }],
  };
}

function seenOften({ epochs, oftenSeen: rows }: RepetitionSpectrum): AlertDraft | undefined {
  if (epochs === 1 || rows === 0) return undefined;
  return {
    code: 'seen-often',
    severity: 'warning',
    title: t`${many(rows, 'row')} would be seen more than ${ENOUGH} times`,
    message: t`In ${count(epochs)} epochs, copies counted. Beyond ${ENOUGH} times a row adds little.`,
    value: rows,
    rowCount: rows,
    remedies: [
      { method: 'cap-per-cluster', why: t('Keeps at most so many of each set.') },
      { method: 'repetition-planner' },
    ],
  };
}
