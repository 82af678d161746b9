import { CONTENT_TESTS, looksLikeId } from '../../role-guess/content-tests';
import { rolesNamed } from '../../role-guess/role-names';
import type { Metric, MetricContext } from '../../metric';
import type { Role } from '../../roles/roles';
import { vocabularyGrowth, type VocabularyGrowth } from '../../statistics/vocabulary-growth';
import type { Column, Table } from '../../table/table';
import { loadedIfRoom } from '../../table/open-columns';
import { isSketched } from '../../sampling/sampled-columns';
import { alertsOf } from '../alerts';
import { splitSides, type SplitSides } from '../shift/parts/split-sides';
import { idTellsLabel, type TellingId } from './parts/id-tells-label';
import { identifierAlerts } from './parts/identifier-alerts';
import { t } from '../../language';

/** Ids that are no features, keys that should stay on one side of a split, and categories that never end. */
export interface IdentifierColumns {
  /** Columns of which hardly any value repeats, and that number the rows or hold keys. */
  readonly ids: readonly IdColumn[];
  /** Keys that repeat, such as of users and documents. */
  readonly keys: readonly KeyColumn[];
  /** Categories of many values, the fastest growing first. */
  readonly growth: readonly (VocabularyGrowth & {
    readonly column: number;
    readonly name: string;
  })[];
}

/** A column that looks like an id. */
export interface IdColumn {
  readonly column: number;
  readonly name: string;
  readonly role: Role;
  readonly distinct: number;
  readonly distinctEstimated?: true;
  /** How well its order tells a class of the label; null without numbers or a label. */
  readonly label: TellingId | null;
}

/** A column whose values rows may be grouped by. */
export interface KeyColumn {
  readonly column: number;
  readonly name: string;
  readonly role: Role;
  readonly values: number;
  readonly rowsPerValue: number;
  /** Values to evaluate on, and those that train has too; null without a split. */
  readonly split: {
    readonly values: number;
    readonly shared: number;
    readonly rows: number;
  } | null;
}

const APART: ReadonlySet<Role> = new Set<Role>([
  ...(['label', 'ignored', 'weight', 'split', 'text', 'embedding'] as const),
]);
const LISTED = 50;
/** Rows from which growth is worth a look. */
const ENOUGH = 1000;

/** Ids that must not be features, and keys that should group a split. */
export const identifierColumns: Metric<IdentifierColumns> = {
  id: 'identifier-columns',
  family: 'profile',
  title: 'Identifiers',
  summary: 'Columns that are ids and no features, and keys that should stay together in a split.',
  cites: [
    'cleanlab Datalab: identifier columns',
    'Deepchecks: identifier-label correlation',
    'Heaps 1978: Information Retrieval, Computational and Theoretical Aspects',
  ],
  needs: { optional: ['label', 'split', 'id', 'entity'] },
  params: [],
  measure(table, _values, context) {
    const sides = splitSides(table, context);
    const columns = table.columns.filter(
      ({ index, made }) => !made && !APART.has(context.roles[index]!),
    );
    const ids: IdColumn[] = [];
    const keys: KeyColumn[] = [];
    const growing = columns.filter((column) => mayGrow(table, column, context));
    loadedIfRoom(
      table,
      growing.filter(({ counted }) => counted),
      context.tick,
    );
    columns.forEach((column, i) => {
      context.tick(i, columns.length);
      if (isId(table, column, context)) ids.push(idOf(table, column, context));
      else if (isKey(table, column, context))
        keys.push(keyOf(table, column, 'reason' in sides ? undefined : sides, context));
    });
    const growth = growing.map((column) => growthOf(column, context));
    if (ids.length + keys.length + growth.length === 0) {
      return {
        applicable: false,
        reason: t('No column looks like an id, a key that repeats or a long list of categories.'),
      };
    }
    growth.sort((a, b) => b.slope - a.slope || a.column - b.column);
    const numbers: IdentifierColumns = {
      ids: ids.slice(0, LISTED),
      keys: keys.slice(0, LISTED),
      growth: growth.slice(0, LISTED),
    };
    const drafts = identifierAlerts({ ids, keys, growth }, context);
    return { applicable: true, numbers, alerts: alertsOf(this.id, drafts), evidence: {} };
  },
};

/** By its values; a name alone makes no id. */
const isId = (table: Table, column: Column, { roles, profiles }: MetricContext): boolean =>
  roles[column.index] === 'id' || looksLikeId(table, column, profiles[column.index]!);

function isKey(table: Table, column: Column, { roles, profiles }: MetricContext): boolean {
  const names = rolesNamed(column.name);
  const named = names.has('entity') || names.has('id');
  if (roles[column.index] !== 'entity' && !named) return false;
  const profile = profiles[column.index]!;
  return CONTENT_TESTS.entity({ column, profile, rows: table.rowCount, named }) !== null;
}

function mayGrow(table: Table, { index }: Column, { profiles, roles }: MetricContext): boolean {
  const isCategory = profiles[index]!.highCardinality && roles[index] === 'feature';
  return isCategory && table.rowCount >= ENOUGH && !isSketched(table, index);
}

function idOf(table: Table, { index, name }: Column, context: MetricContext): IdColumn {
  const { distinct, distinctEstimated } = context.profiles[index]!;
  return {
    ...{ column: index, name, role: context.roles[index]!, distinct },
    ...(distinctEstimated && { distinctEstimated }),
    label: idTellsLabel(table, index, context),
  };
}

function keyOf(
  table: Table,
  column: Column,
  sides: SplitSides | undefined,
  { roles, profiles, tick }: MetricContext,
): KeyColumn {
  const { distinct, missing, missingCodes } = profiles[column.index]!;
  const held = sides && !isSketched(table, column.index) ? sides : undefined;
  return {
    ...{ column: column.index, name: column.name, role: roles[column.index]!, values: distinct },
    rowsPerValue: (table.rowCount - missing) / distinct,
    split: held ? sharedKeys(column, held, new Set(missingCodes), tick) : null,
  };
}

function sharedKeys(
  { codes, dictionary }: Column,
  { column: split, parts, ofCode }: SplitSides,
  missing: ReadonlySet<number>,
  tick: MetricContext['tick'],
): NonNullable<KeyColumn['split']> {
  const train = new Float64Array(dictionary.size);
  const held = new Float64Array(dictionary.size);
  for (let row = 0; row < codes.length; row++) {
    if (row % 8192 === 0) tick(row, codes.length);
    const part = ofCode[split.codes[row]!]!;
    if (part >= 0) (parts[part]!.train ? train : held)[codes[row]!]!++;
  }
  const found = { values: 0, shared: 0, rows: 0 };
  for (let code = 1; code < dictionary.size; code++) {
    if (missing.has(code) || held[code] === 0) continue;
    found.values++;
    if (train[code] === 0) continue;
    found.shared++;
    found.rows += held[code]!;
  }
  return found;
}

function growthOf(
  { index, name, codes, dictionary }: Column,
  { profiles, tick }: MetricContext,
): IdentifierColumns['growth'][number] {
  const missing = new Set(profiles[index]!.missingCodes);
  const growth = vocabularyGrowth(codes, dictionary.size, (code) => missing.has(code), tick);
  return { column: index, name, ...growth };
}
