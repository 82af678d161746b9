import type { Evidence, Remedy } from '../../../metric';
import {
  changed,
  type ColumnVariants,
  type Spellings,
  type WrittenLevel,
} from '../../../label-variants/column-variants';
import { mergeLevels, type MergeRules } from '../../../label-variants/merge-levels';
import { count, listed, many, quoted, shown } from '../../../words';
import type { AlertDraft } from '../../alerts';
import { t } from '../../../language';

/** The findings: values that are one, and rare values that may be typing errors. */
export function variantAlerts(
  found: readonly ColumnVariants[],
  label: number | undefined,
  evidence: Readonly<Record<string, Evidence>>,
): (AlertDraft | undefined)[] {
  const rows = (of: ColumnVariants) => of.same.reduce((sum, group) => sum + changed(group), 0);
  const same = found.filter((of) => of.same.length > 0).sort((a, b) => rows(b) - rows(a));
  const near = found.filter((of) => of.near.length > 0);
  near.sort((a, b) => b.near.length - a.near.length);
  return [spelled(same, label, evidence['spellings']), typed(near, evidence['typing'])];
}

const nameOf = ({ column }: ColumnVariants) => quoted(column.name);

function rowsOf(evidence: Evidence | undefined): { rowCount?: number } {
  return evidence && !evidence.find ? { rowCount: evidence.rows.length } : {};
}

const valuesOf = (group: Spellings) => listed(group.map(({ text }) => shown(text)));

function spelled(
  found: readonly ColumnVariants[],
  label: number | undefined,
  evidence: Evidence | undefined,
): AlertDraft | undefined {
  const worst = found[0];
  if (!worst) return undefined;
  const groups = found.flatMap(({ same }) => same);
  const more = groups.reduce((sum, group) => sum + group.length - 1, 0);
  const [first, ...others] = worst.same;
  const examples = listed(
    others.map((group) => valuesOf(group)),
    2,
  );
  const also = others.length === 0 ? '' : t` So are ${examples}.`;
  const elsewhere =
    found.length === 1 ? '' : t` Others are in ${listed(found.slice(1).map(nameOf))}.`;
  const one = groups.length === 1 ? '' : t` In ${nameOf(worst)} ${valuesOf(first!)} are one.`;
  const isLabel = found.some(({ column }) => column.index === label);
  const why = isLabel
    ? t('Every count and every model takes them for different classes: unite them first.')
    : t('Every count and every model takes them for different categories.');
  return {
    code: 'spelled-in-several-ways',
    severity: 'warning',
    title:
      groups.length === 1
        ? t`${valuesOf(first!)} are spellings of one value of ${nameOf(worst)}`
        : found.length === 1
          ? t`${count(more)} values of ${nameOf(worst)} are other spellings of a value`
          : t`${count(more)} values in ${many(found.length, 'column')} are other spellings of a value`,
    message: t`${why}${one}${also}${elsewhere}`,
    columns: found.map(({ column }) => column.index),
    value: more,
    ...rowsOf(evidence),
    evidence: 'spellings',
    remedies: [unite(worst, worst.same)],
  };
}

function typed(
  found: readonly ColumnVariants[],
  evidence: Evidence | undefined,
): AlertDraft | undefined {
  const worst = found[0];
  if (!worst) return undefined;
  const pairs = found.flatMap(({ near }) => near);
  const [first, ...others] = worst.near;
  const pair = ({ rare, frequent }: (typeof pairs)[number]) =>
    t`${shown(rare[0].text)} (${count(rare[0].count)}) for ${shown(frequent.text)} (${count(frequent.count)})`;
  const also = others.length === 0 ? '' : t` So may be ${listed(others.map(pair), 2)}.`;
  const elsewhere =
    found.length === 1 ? '' : t` Others are in ${listed(found.slice(1).map(nameOf))}.`;
  return {
    code: 'may-be-typing-errors',
    severity: 'info',
    title:
      pairs.length === 1
        ? t`${shown(first!.rare[0].text)} in ${nameOf(worst)} may be a typing error for ${shown(first!.frequent.text)}`
        : found.length === 1
          ? t`${count(pairs.length)} rare values of ${nameOf(worst)} may be typing errors`
          : t`${count(pairs.length)} rare values in ${many(found.length, 'column')} may be typing errors`,
    message: t`${pair(first!)}: one letter differs, and the other is at least ten times as frequent.${also}${elsewhere} Look at them: names may truly be so alike.`,
    columns: found.map(({ column }) => column.index),
    value: pairs.length,
    ...rowsOf(evidence),
    evidence: 'typing',
    remedies: [
      unite(
        worst,
        worst.near.map(({ rare, frequent }): Spellings => [frequent, ...rare]),
      ),
    ],
  };
}

const RULES: Omit<MergeRules, 'dictionary'> = {
  ...{ unicode: true, trim: true, case: true, punctuation: true, plural: false },
  ...{ edit: 0, ratio: 1, rare: 0 },
};
/** Values that are named one by one. */
const MOST_NAMED = 50;

/** The method that unites a column's values, told by name of those that its rules of spelling leave apart. */
function unite({ column }: ColumnVariants, groups: readonly Spellings[]): Remedy {
  const levels = groups.flat();
  const { changes } = mergeLevels(levels, { ...RULES, dictionary: new Map() }, () => undefined);
  const to = new Map(changes.map((change) => [change.from, change.to]));
  const formOf = ({ text }: WrittenLevel) => to.get(text) ?? text;
  const named = groups.flatMap(([first, ...others]) =>
    others
      .filter((level) => formOf(level) !== formOf(first) && isSayable(level.text, first.text))
      .map((level) => `${level.text}=${first.text}`),
  );
  const dictionary = named.slice(0, MOST_NAMED).join('; ');
  return {
    method: 'merge-label-variants',
    values: { column: column.name, edit: 0, ...(dictionary !== '' && { dictionary }) },
    why: t`Writes ${quoted(column.name)} in one spelling, in a column beside it.`,
  };
}

/** Whether a pair can be written as `old=new; other=new`. */
function isSayable(from: string, to: string): boolean {
  return (
    !`${from}${to}`.includes(';') && !to.includes('=') && from.trim() === from && to.trim() === to
  );
}
