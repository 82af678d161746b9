import type { MetricContext } from '../../../metric';
import { columnsWith, columnWith, type Roles } from '../../../roles/roles';
import { sampledColumns, type Sample } from '../../../sampling/sampled-columns';
import type { Table } from '../../../table/table';

/** What a score should not measure, and what rows are counted by; per sampled row. */
export interface Nuisances {
  /** Characters of the text, and the share of them that are digits; NaN without a text. Undefined: there is no text column. */
  readonly length?: Float64Array;
  readonly digits?: Float64Array;
  /** Half of the texts have fewer than 50 words: captions rather than documents. */
  readonly isShort: boolean;
  readonly levels: readonly Levels[];
}

/** A column of few values. */
export interface Levels {
  readonly column: string;
  readonly role: 'label' | 'group' | 'domain';
  readonly values: readonly string[];
  /** Place in `values` per sampled row; -1 for none. */
  readonly of: Int32Array;
}

const MOST_LEVELS = 50;
/** Characters of 50 words. */
const SHORT = 300;

/** The columns that are read, which the sample must hold. */
export function nuisanceColumns(roles: Roles): number[] {
  return (['domain', 'group', 'label', 'text'] as const).flatMap((role) =>
    columnsWith(roles, role),
  );
}

/** @throws Cancelled (from tick) */
export function nuisancesOf(table: Table, sample: Sample, context: MetricContext): Nuisances {
  const { roles } = context;
  const kinds = (['domain', 'group', 'label'] as const).flatMap((role) =>
    columnsWith(roles, role).map((index) => ({ role, index })),
  );
  const indices = kinds.map(({ index }) => index);
  const levels = sampledColumns(table, indices, sample, context).flatMap((column, i): Levels[] => {
    if (column.levelCount < 2 || column.levelCount > MOST_LEVELS) return [];
    return [
      {
        column: column.name,
        role: kinds[i]!.role,
        values: Array.from({ length: column.levelCount }, (_, level) => column.text(level)),
        of: column.levels,
      },
    ];
  });
  const text = columnWith(roles, 'text');
  if (text === undefined) return { levels, isShort: false };
  const [texts] = sampledColumns(table, [text], sample, context);
  const lengths = new Float64Array(texts!.levelCount);
  const digits = new Float64Array(texts!.levelCount);
  for (let level = 0; level < texts!.levelCount; level++) {
    if (level % 1024 === 0) context.tick(level, texts!.levelCount);
    const own = texts!.text(level);
    lengths[level] = own.length;
    digits[level] = own.length > 0 ? own.replace(/\P{Nd}+/gu, '').length / own.length : NaN;
  }
  const at = (values: Float64Array) =>
    Float64Array.from(texts!.levels, (level) => (level < 0 ? NaN : values[level]!));
  const length = at(lengths);
  const sorted = length.filter(Number.isFinite).sort();
  return {
    length,
    digits: at(digits),
    isShort: sorted.length > 0 && sorted[sorted.length >> 1]! < SHORT,
    levels,
  };
}
