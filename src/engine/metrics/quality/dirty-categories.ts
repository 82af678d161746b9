import type { Evidence, Metric, MetricContext } from '../../metric';
import {
  changed,
  variantsOf,
  type ColumnVariants,
  type Spellings,
} from '../../label-variants/column-variants';
import { jaroWinkler } from '../../label-variants/near-levels';
import { addBits, bitsOf, noBits, rowsOf } from '../../kernels/bit-sets';
import { columnWith } from '../../roles/roles';
import { loadedIfRoom } from '../../table/open-columns';
import { isOpen, type Table, type TableTick } from '../../table/table';
import { alertsOf, rowsOfCodes } from '../alerts';
import { variantAlerts } from './parts/variant-alerts';
import { spelledApart } from './parts/spelled-apart';
import { t } from '../../language';

/** Values that are spellings of one. */
export interface SpelledAlike {
  readonly column: number;
  readonly name: string;
  /** Most frequent first: the first stands for all. */
  readonly values: readonly { readonly value: string; readonly rows: number }[];
  /** Rows whose spelling is another than the first. */
  readonly changes: number;
  /** Share of the first, of the rows with a value, as it is and with all others. */
  readonly share: number;
  readonly shareUnited: number;
}

/** A rare value one letter from a frequent one. */
export interface NearSpelling {
  readonly column: number;
  readonly name: string;
  readonly value: string;
  readonly rows: number;
  readonly frequent: string;
  readonly frequentRows: number;
  readonly jaroWinkler: number;
}

/** Categories that are spelled in several ways. */
export interface DirtyCategories {
  /** Columns of categories that were compared. */
  readonly compared: number;
  /** All of them, and the first 100. */
  readonly alike: number;
  readonly same: readonly SpelledAlike[];
  /** Likewise. */
  readonly doubtful: number;
  readonly near: readonly NearSpelling[];
}

/** Groups and pairs listed. */
const LISTED = 100;

/** Categories that are spelled in several ways, and rare ones that may be typing errors. */
export const dirtyCategories: Metric<DirtyCategories> = {
  id: 'dirty-categories',
  family: 'quality',
  title: 'Spellings of categories',
  summary: 'Values that are spellings of one category, and rare ones that may be typing errors.',
  cites: [
    'Deepchecks: string mismatch',
    'ydata-profiling: dirty categories',
    'Damerau 1964: A technique for computer detection and correction of spelling errors',
    'Winkler 1990: String comparator metrics and enhanced decision rules',
  ],
  needs: { optional: ['label', 'split'] },
  params: [],
  measure(table, _values, context) {
    const all = variantsOf(table, context);
    if (all.length === 0) {
      return { applicable: false, reason: t('No column holds categories written as text.') };
    }
    // Where each part of a split spells the label in its own way, the finding about the split says so.
    const label = columnWith(context.roles, 'label');
    const found = all.filter(
      ({ column }) => column.index !== label || !spelledApart(table, label, context),
    );
    const same = found.flatMap((of) => of.same.map((group) => ({ of, group })));
    same.sort((a, b) => changed(b.group) - changed(a.group));
    const near = found.flatMap((of) => of.near.map((pair) => ({ of, pair })));
    near.sort((a, b) => b.pair.rare[0].count - a.pair.rare[0].count);
    const numbers: DirtyCategories = {
      compared: all.length,
      alike: same.length,
      same: same.slice(0, LISTED).map(({ of, group }) => spelledAlike(of, group)),
      doubtful: near.length,
      near: near.slice(0, LISTED).map(({ of: { column }, pair: { rare, frequent } }) => ({
        column: column.index,
        name: column.name,
        value: rare[0].text,
        rows: rare[0].count,
        frequent: frequent.text,
        frequentRows: frequent.count,
        jaroWinkler: jaroWinkler(rare[0].text, frequent.text),
      })),
    };
    const evidence: Record<string, Evidence> = {
      ...(same.length > 0 && {
        spellings: rowsWith(
          table,
          found.map((of) => ({ of, codes: of.same.flatMap(([, ...others]) => others) })),
          context,
          t('Cells whose spelling is another than the most frequent one.'),
        ),
      }),
      ...(near.length > 0 && {
        typing: rowsWith(
          table,
          found.map((of) => ({ of, codes: of.near.flatMap(({ rare }) => [...rare]) })),
          context,
          t('Rare values one letter from a frequent one.'),
        ),
      }),
    };
    const alerts = alertsOf(this.id, variantAlerts(found, label, evidence));
    return { applicable: true, numbers, alerts, evidence };
  },
};

function spelledAlike({ column, rows }: ColumnVariants, group: Spellings): SpelledAlike {
  const changes = changed(group);
  return {
    column: column.index,
    name: column.name,
    values: group.map(({ text, count }) => ({ value: text, rows: count })),
    changes,
    share: group[0].count / rows,
    shareUnited: (group[0].count + changes) / rows,
  };
}

interface Wanted {
  readonly of: ColumnVariants;
  readonly codes: readonly { readonly code: number }[];
}

/** The rows that hold any of the values; columns that are not held are read for them when they are asked for. */
function rowsWith(
  table: Table,
  wanted: readonly Wanted[],
  { tick }: Pick<MetricContext, 'tick'>,
  reason: string,
): Evidence {
  const some = wanted.filter(({ codes }) => codes.length > 0);
  const columns = some.map(({ of: { column } }) => column.index);
  const rows = (ticked: TableTick) => {
    const found = some.map(({ of: { column }, codes }) =>
      rowsOfCodes(
        column.codes,
        codes.map(({ code }) => code),
        ticked,
      ),
    );
    return found.length === 1 ? found[0]! : together(found, table.rowCount);
  };
  if (columns.every((column) => !isOpen(table, column)))
    return { rows: rows(tick), columns, reason };
  let known: Uint32Array | undefined;
  return {
    rows: new Uint32Array(0),
    columns,
    reason,
    find: (ticked) => {
      loadedIfRoom(
        table,
        some.map(({ of: { column } }) => column),
        ticked,
      );
      return (known ??= rows(ticked));
    },
  };
}

function together(found: readonly Uint32Array[], rowCount: number): Uint32Array {
  const bits = noBits(rowCount);
  for (const rows of found) addBits(bits, bitsOf(rows, rowCount));
  return rowsOf(bits);
}
