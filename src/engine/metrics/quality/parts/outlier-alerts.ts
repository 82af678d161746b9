import { addBit, noBits, rowsOf as rowsIn } from '../../../kernels/bit-sets';
import type { Evidence, MetricContext } from '../../../metric';
import { numbersWhere } from '../../../plan/row-numbers';
import { numericCells } from '../../../table/numeric-cells';
import type { Table } from '../../../table/table';
import { about, count, listed, many, measure, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Found } from '../numeric-outliers';
import { t } from '../../../language';

/** Values named in a sentence. */
const NAMED = 3;

const isUnit = ({ entry }: Found) => entry.units.length > 0;
const isSingle = ({ entry: { units, heavyTail, apart } }: Found) =>
  units.length === 0 && !heavyTail && apart > 0;

/** The findings about far values: other units, and single values of all columns together. */
export function outlierAlerts(
  found: readonly Found[],
  evidence: Readonly<Record<string, Evidence>>,
): (AlertDraft | undefined)[] {
  return [otherUnits(found.filter(isUnit), evidence), single(found.filter(isSingle), evidence)];
}

const placeOf = ({ entry: { name, group } }: Found) =>
  group === null ? quoted(name) : t`${quoted(name)} of ${quoted(group)}`;

/** How many rows are behind a finding, where they are known. */
function rowsOf(evidence: Evidence | undefined): { rowCount?: number } {
  return evidence && !evidence.find ? { rowCount: evidence.rows.length } : {};
}

const columnsOf = (found: readonly Found[]) => [...new Set(found.map(({ entry }) => entry.column))];

const cellsOf = (found: readonly Found[]) => {
  const cells = found.reduce((sum, { entry }) => sum + entry.apart, 0);
  return { cells, estimated: found.some(({ entry }) => entry.estimated) };
};

function otherUnits(
  found: readonly Found[],
  evidence: Readonly<Record<string, Evidence>>,
): AlertDraft | undefined {
  const worst = found[0];
  if (!worst) return undefined;
  const { entry } = worst;
  const { factor, side, cells } = entry.units[0]!;
  const values = entry.estimated ? about(cells) : count(cells);
  const others =
    found.length === 1 ? '' : t` So it is with ${listed(found.slice(1).map(placeOf))}.`;
  const back = side === 'low' ? t`Times ${count(factor)}` : t`Divided by ${count(factor)}`;
  return {
    code: 'other-unit',
    severity: 'warning',
    title:
      side === 'low'
        ? t`${values} values of ${placeOf(worst)} look ${count(factor)} times too small`
        : t`${values} values of ${placeOf(worst)} look ${count(factor)} times too large`,
    message: t`${back} they lie in the middle of the others, whose median is ${measure(entry.median)}, and nothing lies between: another unit or a lost decimal point. Means, scaling and distances are wrong with them: correct them first.${others}`,
    columns: columnsOf(found),
    value: cells,
    ...rowsOf(evidence['units']),
    evidence: 'units',
    remedies: [
      { method: 'apply-corrections', why: t('Writes corrected values beside the source.') },
    ],
  };
}

function single(
  found: readonly Found[],
  evidence: Readonly<Record<string, Evidence>>,
): AlertDraft | undefined {
  const worst = found[0];
  if (!worst) return undefined;
  const { entry } = worst;
  const { cells, estimated } = cellsOf(found);
  const values = estimated ? about(cells) : count(cells);
  const columns = columnsOf(found);
  const named = listed(
    entry.farthest
      .filter(({ value }) => worst.isTold(value))
      .map(({ value }) => `\`${measure(value)}\``),
    NAMED,
  );
  const others =
    columns.length === 1
      ? ''
      : t` Others are in ${listed([...new Set(found.slice(1).map(placeOf))])}.`;
  const [low, high] = entry.quartiles.map(measure);
  return {
    code: 'far-values',
    severity: 'info',
    title:
      found.length === 1
        ? cells === 1
          ? t`One value of ${placeOf(worst)} lies far from all others: ${named}`
          : t`${values} values of ${placeOf(worst)} lie far from all others: ${named}`
        : t`${values} numbers in ${many(columns.length, 'column')} lie far from all others`,
    message: t`${found.length === 1 ? '' : t`${placeOf(worst)}: ${named}. `}Half of ${placeOf(worst)} lies between ${low!} and ${high!}. A typing error moves means, scales and distances: look at these rows, and delete none that is true.${others}`,
    columns,
    value: cells,
    ...rowsOf(evidence['far']),
    evidence: 'far',
  };
}

/** The rows behind the findings. */
export function outlierEvidence(
  table: Table,
  found: readonly Found[],
  context: MetricContext,
): Record<string, Evidence> {
  const units = found.filter(isUnit);
  const far = found.filter(isSingle);
  return {
    ...(units.length > 0 && {
      units: evidenceOf(table, units, context, t('Numbers that look like another unit.')),
    }),
    ...(far.length > 0 && {
      far: evidenceOf(table, far, context, t('Numbers far from all others of their column.')),
    }),
  };
}

function evidenceOf(
  table: Table,
  found: readonly Found[],
  context: MetricContext,
  reason: string,
): Evidence {
  const columns = columnsOf(found);
  if (found.every(({ rows }) => rows !== undefined)) {
    const bits = noBits(table.rowCount);
    for (const { rows } of found) for (const row of rows!) addBit(bits, row);
    return { rows: rowsIn(bits), columns, reason };
  }
  let known: Uint32Array | undefined;
  return {
    rows: new Uint32Array(0),
    columns,
    reason,
    find: (tick) => (known ??= searched(table, found, context, tick)),
  };
}

/** Reads open columns once more, all in one pass. */
function searched(
  table: Table,
  found: readonly Found[],
  { profiles }: MetricContext,
  tick: MetricContext['tick'],
): Uint32Array {
  const cells = numericCells(
    table,
    profiles,
    found.map(({ entry }) => entry.column),
    tick,
  );
  return numbersWhere(
    table.rowCount,
    (row) =>
      found.some(({ isTold }, i) => {
        const value = cells[i]!.numbers[cells[i]!.codes[row]!]!;
        return Number.isFinite(value) && isTold(value);
      }),
    tick,
  );
}
