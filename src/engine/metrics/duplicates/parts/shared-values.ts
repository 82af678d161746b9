import { addBit, countBoth, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import { PairTable } from '../../../kernels/pair-table';
import type { MetricContext } from '../../../metric';
import { columnsWith, columnWith, type Roles } from '../../../roles/roles';
import type { StorageType } from '../../../table/profile';
import { findColumn, type Dictionary, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { SplitParts } from './split-parts';

/**
 * What a column says of its rows: who they are of (and with the time when), which they are, where they are from (a URL, a
 * title, the beginning of a file's name), which row they descend from.
 */
export type SharedKind = 'entity' | 'moment' | 'id' | 'url' | 'title' | 'file' | 'family';

/** Values that occur in train and in another part. */
export interface SharedValues {
  readonly column: number;
  readonly kind: SharedKind;
  /** Values of evaluation parts, and those that occur in train too. */
  readonly values: number;
  readonly shared: number;
  /** Rows of evaluation parts with a shared value. */
  readonly rows: BitSet;
  readonly count: number;
}

/** Shared entities, ids, sources and families. @throws Cancelled */
export function sharedValues(
  table: Table,
  parts: SplitParts,
  context: MetricContext,
): SharedValues[] {
  const { roles, profiles } = context;
  const family = findColumn(table.columns, '_family');
  const timestamp = columnWith(roles, 'timestamp');
  const ofType = (wanted: StorageType) =>
    profiles.flatMap(({ type, index }) => (type === wanted ? [index] : []));
  const kinds: readonly (readonly [SharedKind, readonly number[]])[] = [
    ['entity', columnsWith(roles, 'entity')],
    ['id', columnsWith(roles, 'id').filter((index) => index !== family)],
    ['url', ofType('url')],
    ['title', ofType('text').filter((index) => isTitle(table, index, roles))],
    ['file', ofType('path')],
    ['family', family < 0 ? [] : [family]],
  ];
  const found = kinds.flatMap(([kind, columns]) =>
    columns.map((column) => {
      const { codes, dictionary } = table.columns[column]!;
      const sources = kind === 'file' ? sourcesOf(dictionary) : undefined;
      const values = sources?.count ?? dictionary.size;
      const missing = new Set(profiles[column]!.missingCodes);
      const of = (row: number) => {
        const code = codes[row]!;
        return missing.has(code) ? -1 : (sources?.of[code] ?? code);
      };
      return { column, kind, ...sharedIn(of, values, table.rowCount, parts, context.tick) };
    }),
  );
  if (timestamp === undefined) return found;
  return [
    ...found,
    ...columnsWith(roles, 'entity').map((column) => {
      const moments = momentsOf(table, column, timestamp, context);
      const shared = sharedIn(moments.of, moments.count, table.rowCount, parts, context.tick);
      return { column, kind: 'moment' as const, ...shared };
    }),
  ];
}

/** A column of titles, by its name. */
function isTitle(table: Table, index: number, roles: Roles): boolean {
  return (
    /(^|[^a-z])title$/i.test(table.columns[index]!.name) &&
    roles[index] !== 'label' &&
    roles[index] !== 'text'
  );
}

/** Per code the number of the source that a file's name tells: what is before its last `-`, `_`, space or extension. */
function sourcesOf(dictionary: Dictionary): { readonly of: Uint32Array; readonly count: number } {
  const numbers = new Map<string, number>();
  const of = Uint32Array.from({ length: dictionary.size }, (_, code) => {
    const source = fileSource(dictionary.text(code));
    const number = numbers.get(source) ?? numbers.size;
    numbers.set(source, number);
    return number;
  });
  return { of, count: numbers.size };
}

/** `scans/p12_03.png` and `scans/p12_04.png` are of `scans/p12`. */
export function fileSource(name: string): string {
  const stem = name.replace(/\.[^./\\]*$/, '');
  return stem.replace(/(?<=[^/\\])[-_ ][^-_ /\\]*$/, '');
}

/** Numbers of the pairs of an entity and a time; -1 where one is missing. */
function momentsOf(
  table: Table,
  entity: number,
  timestamp: number,
  { profiles, tick }: MetricContext,
): { readonly of: (row: number) => number; readonly count: number } {
  const [entities, times] = [table.columns[entity]!.codes, table.columns[timestamp]!.codes];
  const missing = [entity, timestamp].map((index) => new Set(profiles[index]!.missingCodes));
  const known = new PairTable();
  const ticked = everyRow(tick);
  const numbers = Int32Array.from({ length: table.rowCount }, (_, row) => {
    ticked(row, table.rowCount);
    const [who, when] = [entities[row]!, times[row]!];
    return missing[0]!.has(who) || missing[1]!.has(when) ? -1 : known.entryOf(who, when);
  });
  return { of: (row) => numbers[row]!, count: known.size };
}

const IN_TRAIN = 1;
const ELSEWHERE = 2;

/** `of`: the value of a row, below `values`; -1 for none. */
function sharedIn(
  of: (row: number) => number,
  values: number,
  rowCount: number,
  { train, evaluation }: SplitParts,
  tick: MetricContext['tick'],
): Omit<SharedValues, 'column' | 'kind'> {
  const seen = new Uint8Array(values);
  const ticked = everyRow(tick);
  for (let row = 0; row < rowCount; row++) {
    ticked(row, 2 * rowCount);
    const value = of(row);
    if (value < 0) continue;
    if (hasBit(train, row)) seen[value]! |= IN_TRAIN;
    else if (hasBit(evaluation, row)) seen[value]! |= ELSEWHERE;
  }
  const rows = noBits(rowCount);
  for (let row = 0; row < rowCount; row++) {
    ticked(rowCount + row, 2 * rowCount);
    const value = of(row);
    if (value >= 0 && seen[value] === (IN_TRAIN | ELSEWHERE) && hasBit(evaluation, row)) {
      addBit(rows, row);
    }
  }
  const having = (bits: number) => seen.reduce((n, own) => n + ((own & bits) === bits ? 1 : 0), 0);
  return {
    values: having(ELSEWHERE),
    shared: having(IN_TRAIN | ELSEWHERE),
    rows,
    count: countBoth(rows, rows),
  };
}
