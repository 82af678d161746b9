import type { Evidence, Metric } from '../../metric';
import type { ColumnProfile, SemanticType, StorageType } from '../../table/profile';
import { CellTag, type Column, type Table } from '../../table/table';
import { listed, percent, quoted } from '../../words';
import { alertsOf, SILENT, type AlertDraft } from '../alerts';
import type { ValueCount } from './column-summary';
import { loadOddCells, oddCells, type OddCells } from './parts/odd-cells';
import { t } from '../../language';

/** Storage and semantic type per column, with the share of cells that agree. */
export interface ColumnTypes {
  readonly columns: readonly {
    readonly name: string;
    readonly type: StorageType;
    readonly semantic: SemanticType;
    /** 0..1 */
    readonly agreement: number;
    /** The first rows stand for the rest in `agreement`. */
    readonly agreementEstimated?: true;
    /** Up to 10 values that disagree, most frequent first. */
    readonly disagreeing: readonly ValueCount[];
    /** `disagreeing` are those of the first rows with such a value. */
    readonly disagreeingOfFirstRows?: true;
  }[];
}

/** Share of agreeing cells below which a column is mixed by design, and above which the odd cells are noise. */
const MIXED_FROM = 0.9;
const MIXED_TO = 0.99;

/** What each column holds. */
export const columnTypes: Metric<ColumnTypes> = {
  id: 'column-types',
  family: 'profile',
  title: 'Column types',
  summary: 'A storage type and a use for each column, with the share of cells that agree.',
  cites: ['ydata-profiling: type inference', 'Deepchecks: mixed data types'],
  needs: {},
  params: [],
  measure(table, _values, { profiles, roles, tick }) {
    loadOddCells(table, profiles, tick);
    const odd = profiles.map((profile) => oddCells(table, profile));
    const numbers: ColumnTypes = {
      columns: profiles.map((profile, i) => entry(table.columns[i]!, profile, odd[i]!)),
    };
    const heard = profiles.filter((profile) => !SILENT.has(roles[profile.index]!));
    const mixed = heard
      .filter((profile) => profile.agreement >= MIXED_FROM && profile.agreement <= MIXED_TO)
      .sort((a, b) => a.agreement - b.agreement || a.index - b.index);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [
        mixedTypes(mixed, table, odd),
        ambiguousDates(heard, table),
        numbersAsText(heard, table),
      ]),
      evidence: mixed.length > 0 ? { mixed: oddRows(mixed, odd) } : {},
    };
  },
};

function entry(
  { name }: Column,
  { type, semantic, agreement, agreementEstimated }: ColumnProfile,
  { values, partial }: OddCells,
): ColumnTypes['columns'][number] {
  return {
    name,
    type,
    semantic,
    agreement,
    ...(agreementEstimated && { agreementEstimated }),
    disagreeing: values,
    ...(partial && { disagreeingOfFirstRows: true }),
  };
}

/** Rows that hold one of the listed values that disagree. */
function oddRows(mixed: readonly ColumnProfile[], odd: readonly OddCells[]): Evidence {
  const found = mixed.map(({ index }) => odd[index]!);
  const first = found.some(({ partial }) => partial)
    ? t(', of large columns the first of them')
    : '';
  return {
    rows: Uint32Array.from(new Set(found.flatMap(({ rows }) => rows))).sort(),
    columns: mixed.map((profile) => profile.index),
    reason: t`Cells that do not match the type of their column${first}.`,
  };
}

const names = (table: Table, profiles: readonly ColumnProfile[]) =>
  listed(profiles.map((profile) => quoted(table.columns[profile.index]!.name)));

function mixedTypes(
  mixed: readonly ColumnProfile[],
  table: Table,
  odd: readonly OddCells[],
): AlertDraft | undefined {
  const worst = mixed[0];
  if (!worst) return undefined;
  const column = table.columns[worst.index]!;
  const examples = odd[worst.index]!.values.map(({ value }) => quoted(value));
  const among =
    examples.length === 0
      ? t`Some cells of ${quoted(column.name)} are not ${TYPE_WORDS[worst.type]}`
      : t`In ${quoted(column.name)} ${listed(examples)} ${examples.length === 1 ? t('stands') : t('stand')} among ${TYPE_WORDS[worst.type]}`;
  const share = percent(1 - worst.agreement);
  const cells = table.rowCount - worst.missing;
  return {
    code: 'mixed-types',
    severity: 'warning',
    title:
      mixed.length === 1
        ? t`${share} of ${quoted(column.name)} is not ${TYPE_WORDS[worst.type]}`
        : t`${String(mixed.length)} columns mix types`,
    message: t`${mixed.length === 1 ? '' : `${names(table, mixed)}. `}${among}: such cells are read as empty or turn the whole column into text.`,
    columns: mixed.map((profile) => profile.index),
    value: 1 - worst.agreement,
    threshold: 1 - MIXED_TO,
    rowCount: Math.round((1 - worst.agreement) * cells),
    evidence: 'mixed',
  };
}

const TYPE_WORDS: Readonly<Record<StorageType, string>> = {
  empty: t('empty'),
  bool: t('yes or no'),
  integer: t('whole numbers'),
  float: t('numbers'),
  'formatted-number': t('numbers'),
  date: t('dates'),
  url: t('addresses'),
  email: t('e-mail addresses'),
  uuid: t('keys'),
  hex: t('digests'),
  path: t('paths'),
  json: 'JSON',
  vector: t('vectors'),
  list: t('lists'),
  code: t('codes'),
  text: t('text'),
};

function ambiguousDates(profiles: readonly ColumnProfile[], table: Table): AlertDraft | undefined {
  const found = profiles.filter((profile) => profile.ambiguousDates);
  if (found.length === 0) return undefined;
  return {
    code: 'ambiguous-dates',
    severity: 'warning',
    title: t`Day and month of ${names(table, found)} cannot be told apart`,
    message: t(
      'Every date has both parts at most 12, so 03/04 may be March or April. Find out which, and write dates as year-month-day.',
    ),
    columns: found.map((profile) => profile.index),
  };
}

/** Numbers with separators, signs or quotes: most readers take them for text. */
function numbersAsText(profiles: readonly ColumnProfile[], table: Table): AlertDraft | undefined {
  const found = profiles.filter(
    (profile) =>
      profile.type === 'formatted-number' ||
      ((profile.type === 'integer' || profile.type === 'float') && isQuoted(table, profile)),
  );
  if (found.length === 0) return undefined;
  return {
    code: 'numbers-as-text',
    severity: 'info',
    title: t`${names(table, found)} ${found.length === 1 ? t('holds') : t('hold')} numbers written as text`,
    message: t(
      'Separators, signs of currency or quotes make most readers take them for text. Here they are read as numbers.',
    ),
    columns: found.map((profile) => profile.index),
  };
}

/** JSON strings that hold numbers. */
function isQuoted(table: Table, { index }: ColumnProfile): boolean {
  const column = table.columns[index]!;
  const { dictionary } = column.sketch?.head ?? column;
  return dictionary.size > 1 && dictionary.tag(1) === CellTag.string;
}
