import {
  addBit,
  addBits,
  bitsWhere,
  eachRow,
  noBits,
  rowsOf,
  type BitSet,
} from '../../../kernels/bit-sets';
import type { Evidence, MetricContext } from '../../../metric';
import { numericCells } from '../../../table/numeric-cells';
import { isSketched } from '../../../sampling/sampled-columns';
import { loadedIfRoom } from '../../../table/open-columns';
import type { Table, TableTick } from '../../../table/table';
import { TICK_ROWS } from '../../../ticks';
import type { ColumnFinding, Rule } from './column-rules';
import { t } from '../../../language';

/** Rules whose rows are shown: those of whole columns, and of missing cells, are told by their metrics. */
const SHOWN: Readonly<Partial<Record<Rule, string>>> = {
  'mixed-nulls': t('Cells that say in words that there is no value.'),
  sentinel: t('Cells whose value may stand for something else.'),
  infinite: t('Cells that hold an infinity.'),
  zeros: t('Cells that hold 0 among fractions.'),
  'special-only': t('Cells that hold signs alone.'),
  'length-outliers': t('Cells that are much longer or shorter than the others.'),
  whitespace: t('Cells with white space around them.'),
};
const FIRST = 3;

/** The rows behind the findings, by rule, and the first ones of each finding. Open columns are read when rows are asked for. */
export function evidenceOf(
  table: Table,
  findings: readonly ColumnFinding[],
  context: MetricContext,
): {
  readonly evidence: Record<string, Evidence>;
  readonly firstRows: (finding: ColumnFinding) => number[];
} {
  const evidence: Record<string, Evidence> = {};
  const first = new Map<ColumnFinding, number[]>();
  loadCounted(table, findings, context.tick);
  for (const [rule, reason] of Object.entries(SHOWN)) {
    const found = findings.filter((finding) => finding.rule === rule);
    if (found.length === 0) continue;
    const columns = [...new Set(found.map(({ column }) => column))];
    if (found.some((finding) => mustRead(table, finding))) {
      let known: Uint32Array | undefined;
      const find = (tick: TableTick) => (known ??= searched(table, found, context, tick));
      evidence[rule] = { rows: new Uint32Array(0), columns, reason, find };
      continue;
    }
    const all = noBits(table.rowCount);
    for (const finding of found) {
      const bits = bitsOf(table, finding, context, context.tick);
      const rows: number[] = [];
      eachRow(bits, (row) => {
        if (rows.length < FIRST) rows.push(row);
      });
      first.set(finding, rows);
      addBits(all, bits);
    }
    const rows = rowsOf(all);
    // Of a column that is not held, no such cell may be among the first rows.
    if (rows.length > 0) evidence[rule] = { rows, columns, reason };
  }
  return { evidence, firstRows: (finding) => first.get(finding) ?? [] };
}

/** Reads the codes that were let go of columns with rows to show, all in one pass where there is room. */
function loadCounted(table: Table, findings: readonly ColumnFinding[], tick: TableTick): void {
  const shown = new Set(findings.filter(({ rule }) => rule in SHOWN).map(({ column }) => column));
  const counted = table.columns.filter((column) => column.counted && shown.has(column.index));
  loadedIfRoom(table, counted, tick);
}

/** Whether the rows are in cells that are not at hand: of a sketched column, but for texts of its first rows. */
function mustRead(table: Table, { column, codes }: ColumnFinding): boolean {
  return codes === undefined && isSketched(table, column);
}

/** The rows of a finding, of text in a sketched column those among its first rows. */
function bitsOf(
  table: Table,
  { column, codes, numbers }: ColumnFinding,
  { profiles }: MetricContext,
  tick: TableTick,
): BitSet {
  const { sketch } = table.columns[column]!;
  if (codes && sketch && profiles[column]!.distinctEstimated) {
    const bits = noBits(table.rowCount);
    eachRow(bitsWhere(sketch.head.codes, new Set(codes), tick), (row) => {
      addBit(bits, row);
    });
    return bits;
  }
  if (codes) return bitsWhere(table.columns[column]!.codes, new Set(codes), tick);
  const wanted = new Set(numbers);
  const [cells] = numericCells(table, profiles, [column], tick);
  const bits = noBits(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    if (row % TICK_ROWS === 0) tick(row, table.rowCount);
    if (wanted.has(cells!.numbers[cells!.codes[row]!]!)) addBit(bits, row);
  }
  return bits;
}

function searched(
  table: Table,
  found: readonly ColumnFinding[],
  context: MetricContext,
  tick: TableTick,
): Uint32Array {
  const all = noBits(table.rowCount);
  for (const finding of found) addBits(all, bitsOf(table, finding, context, tick));
  return rowsOf(all);
}
