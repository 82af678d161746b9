import { hasBit } from '../../../kernels/bit-sets';
import type { Evidence, MetricContext } from '../../../metric';
import type { Values } from '../../../params/params';
import { chiSquareTest } from '../../../statistics/chi-square';
import { significant } from '../../../statistics/false-discovery';
import type { Table } from '../../../table/table';
import { count, listed, many, percent, quoted } from '../../../words';
import { rowsWhere, SILENT, type AlertDraft } from '../../alerts';
import type { Label } from '../../label';
import type { DroppingShift, Gaps, MissingProfile } from '../missing-profile';
import { t } from '../../../language';

/** Label share missing from which nothing about the label can be trusted. */
const MOSTLY = 0.5;
/** Correlation of indicators from which columns count as missing together, and gaps that are enough to say so. */
const TOGETHER = 0.95;
const ENOUGH_ROWS = 10;
const ENOUGH_SHARE = [0.01, 0.99] as const;
/** Difference of missing rates between groups, and rows below which a rate is not compared. */
const APART = 0.1;
const COMPARABLE = 30;

/** The findings about missing cells with their evidence. */
export function missingAlerts(
  numbers: MissingProfile,
  shift: DroppingShift | undefined,
  gaps: Gaps,
  table: Table,
  context: MetricContext,
  label: Label | undefined,
  values: Values,
): { drafts: (AlertDraft | undefined)[]; evidence: Record<string, Evidence> } {
  const name = (index: number) => quoted(table.columns[index]!.name);
  context.tick(1, 1);
  const dropped = droppingAlert(numbers, shift, gaps, table, label, values['shift'] as number);
  context.tick(1, 1);
  const unlabelled = missingLabelAlert(table, label);
  return {
    drafts: [
      unlabelled,
      dropped,
      unevenAlert(numbers, context, name),
      togetherAlert(numbers, context, table.rowCount, name),
    ],
    evidence: {
      ...(dropped
        ? {
            incomplete: {
              rows: Uint32Array.from(
                rowNumbers(table.rowCount, (row) => hasBit(gaps.incomplete, row)),
              ),
              columns: gaps.columns.map(({ index }) => index),
              reason: t('Rows with an empty cell.'),
            },
          }
        : {}),
      ...(unlabelled && label
        ? {
            unlabelled: {
              rows: rowsWhere(label.column.codes, (code) => label.classes.indexOf[code]! < 0),
              columns: [label.column.index],
              reason: t('Rows without a label.'),
            },
          }
        : {}),
    },
  };
}

function* rowNumbers(rows: number, passes: (row: number) => boolean): Generator<number> {
  for (let row = 0; row < rows; row++) if (passes(row)) yield row;
}

function missingLabelAlert(table: Table, label: Label | undefined): AlertDraft | undefined {
  const missing = label?.classes.missing ?? 0;
  if (!label || missing === 0) return undefined;
  const share = missing / table.rowCount;
  return {
    code: 'missing-labels',
    severity: share > MOSTLY ? 'error' : 'warning',
    title: t`${many(missing, 'row')} ${missing === 1 ? t('has') : t('have')} no label`,
    message: t`The label ${quoted(label.name)} is empty in ${percent(share)} of rows. They count in no class: find out why before you leave them out.`,
    columns: [label.column.index],
    value: share,
    threshold: 0,
    rowCount: missing,
    evidence: 'unlabelled',
  };
}

/** Dropping incomplete rows would move the classes: far enough, and more than chance would. */
function droppingAlert(
  { tvDropping, completeRows }: MissingProfile,
  shift: DroppingShift | undefined,
  gaps: Gaps,
  table: Table,
  label: Label | undefined,
  threshold: number,
): AlertDraft | undefined {
  if (!label || !shift || tvDropping === null || !(tvDropping > threshold)) return undefined;
  const all = label.classes.counts.reduce((sum, n) => sum + n, 0);
  const { complete } = shift;
  const cells = new Float64Array(2 * complete.length);
  for (let i = 0; i < complete.length; i++) {
    cells[2 * i] = complete[i]!;
    cells[2 * i + 1] = label.classes.counts[i]! - complete[i]!;
  }
  if (all === 0 || chiSquareTest(cells, 2).p >= 0.05) return undefined;
  const moved = shift.of(shift.most);
  const incomplete = table.rowCount - completeRows;
  return {
    code: 'dropping-shift',
    severity: 'warning',
    title: t`Dropping incomplete rows moves ${quoted(moved.value)} from ${percent(moved.share)} to ${percent(moved.shareComplete)}`,
    message: t`${many(incomplete, 'row')} of ${count(table.rowCount)} ${incomplete === 1 ? t('has') : t('have')} an empty cell, and not evenly over the classes. Fill the cells and keep a flag, or leave out the emptiest columns.`,
    columns: [label.column.index, ...gaps.columns.map(({ index }) => index)],
    value: tvDropping,
    threshold,
    rowCount: incomplete,
    evidence: 'incomplete',
    remedies: [{ method: 'impute-with-flags', why: t('Keeps the rows and says what was filled.') }],
  };
}

/** Columns missing more often in one group than in another; the label's own differences are the shift above. */
function unevenAlert(
  { byLevel }: MissingProfile,
  { roles }: MetricContext,
  name: (index: number) => string,
): AlertDraft | undefined {
  const pairs = new Map<string, MissingProfile['byLevel'][number][]>();
  for (const entry of byLevel) {
    if (entry.n < COMPARABLE || roles[entry.by] !== 'group') continue;
    if (SILENT.has(roles[entry.column]!)) continue;
    const key = `${String(entry.column)} ${String(entry.by)}`;
    pairs.set(key, [...(pairs.get(key) ?? []), entry]);
  }
  const tests = [...pairs.values()]
    .filter((entries) => entries.length > 1)
    .map((entries) => {
      const sorted = [...entries].sort((a, b) => b.missing / b.n - a.missing / a.n);
      const most = sorted[0]!;
      const least = sorted.at(-1)!;
      const cells = entries.flatMap((e) => [e.missing, e.n - e.missing]);
      return {
        most,
        least,
        difference: most.missing / most.n - least.missing / least.n,
        p: chiSquareTest(cells, 2).p,
      };
    });
  const accepted = significant(tests.map(({ p }) => p));
  const found = tests
    .filter(({ difference }, i) => accepted[i] && difference > APART)
    .sort((a, b) => b.difference - a.difference);
  const worst = found[0];
  if (!worst) return undefined;
  const { most, least } = worst;
  const rate = (e: typeof most) => percent(e.missing / e.n);
  const also = [...new Set(found.slice(1).map(({ most: m }) => m.column))].filter(
    (column) => column !== most.column,
  );
  const others =
    also.length === 0
      ? ''
      : t` So ${also.length === 1 ? t('is') : t('are')} ${listed(also.map(name))}.`;
  return {
    code: 'group-missing',
    severity: 'warning',
    title: t`${name(most.column)} is empty more often for ${quoted(most.level)}`,
    message: t`By ${name(most.by)}: ${rate(most)} of ${count(most.n)} rows of ${quoted(most.level)}, ${rate(least)} of ${count(least.n)} rows of ${quoted(least.level)}.${others} Dropping or filling such cells treats the groups differently.`,
    columns: [...new Set(found.flatMap(({ most: m }) => [m.column, m.by]))],
    value: worst.difference,
    threshold: APART,
    remedies: [{ method: 'impute-with-flags', why: t('Keeps the rows and says what was filled.') }],
  };
}

/** Connected groups of columns that are empty in the same rows. */
function togetherAlert(
  { correlations }: MissingProfile,
  { profiles, roles }: MetricContext,
  rows: number,
  name: (index: number) => string,
): AlertDraft | undefined {
  const enough = (index: number) => {
    const { missing } = profiles[index]!;
    const within = missing >= ENOUGH_SHARE[0] * rows && missing <= ENOUGH_SHARE[1] * rows;
    return (within || missing >= ENOUGH_ROWS) && !SILENT.has(roles[index]!);
  };
  const linked = correlations.filter((c) => c.phi > TOGETHER && enough(c.a) && enough(c.b));
  if (linked.length === 0) return undefined;
  const groups: Set<number>[] = [];
  for (const { a, b } of linked) {
    const touching = groups.filter((group) => group.has(a) || group.has(b));
    const merged = new Set([a, b, ...touching.flatMap((group) => [...group])]);
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  const columns = groups
    .map((group) => [...group].sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  const worded = columns.map((group) => listed(group.map(name), 4));
  return {
    code: 'missing-together',
    severity: 'info',
    title:
      columns.length === 1
        ? t`${worded[0]!} are empty in the same rows`
        : t`${String(columns.length)} groups of columns are empty in the same rows`,
    message: t`${columns.length === 1 ? '' : `${worded.slice(0, 3).join('; ')}${worded.length > 3 ? t('; and others') : ''}. `}They were likely filled in one step, so one flag for "not recorded" says it all.`,
    columns: columns.flat(),
    value: Math.max(...linked.map(({ phi }) => phi)),
    threshold: TOGETHER,
  };
}
