import type { Metric, MetricContext } from '../../metric';
import { columnNamed } from '../../methods/columns';
import { searchedColumn, TEXT_COLUMN } from '../../near-text/settings';
import type { ColumnParam, Values } from '../../params/params';
import { inverseSimpson } from '../../statistics/evenness';
import { mostFrequent } from '../../statistics/extremes';
import { chao1, covering } from '../../statistics/tails';
import { MISSING, type Table } from '../../table/table';
import { groupingAccuracy, type GroupingAccuracy } from '../../templates/grouping-accuracy';
import { DEPTH, LIKENESS, MASKED, templateSettings } from '../../templates/settings';
import {
  ENOUGH_TEXTS,
  NO_TEMPLATE,
  textTemplates,
  type TextTemplates,
} from '../../templates/text-templates';
import { everyRow } from '../../ticks';
import { read } from '../../params/values';
import { count, many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** A template with its rows. */
export interface CountedTemplate {
  readonly template: string;
  readonly rows: number;
  /** The first of them. */
  readonly first: number;
}

/** Rows whose texts follow templates. */
export interface TemplateDuplicates {
  readonly column: string;
  /** Rows with a text. */
  readonly rows: number;
  readonly templates: number;
  /** Templates of one row, rows that no template takes in among them; and their share of all templates. */
  readonly single: number;
  readonly singleShare: number;
  /** Share of rows in the ten largest templates. */
  readonly topTen: number;
  /** Fewest templates that hold 80 % of rows, and as many equal ones as are as even (inverse Simpson). */
  readonly cover80: number;
  readonly effective: number;
  /** How many templates there are, those unseen included (Chao). */
  readonly chao1: number;
  /** The largest 20, and the 20 smallest of two rows or more. */
  readonly largest: readonly CountedTemplate[];
  readonly rare: readonly CountedTemplate[];
  /** Against a column of true templates; null without one. */
  readonly accuracy: GroupingAccuracy | null;
}

const LISTED = 20;
const TOP = 10;
/** Share of rows in the top templates from which it is said. */
const MOST = 0.5;
/** Texts below which ten templates are many. */
const FEWEST = 50;

const REFERENCE: ColumnParam = {
  kind: 'column',
  id: 'reference',
  title: 'True templates',
  summary: 'Column that says which template each row has, to be compared with what is found.',
  default: null,
};

/** Texts made from templates. */
export const templateDuplicates: Metric<TemplateDuplicates> = {
  id: 'template-duplicates',
  family: 'duplicates',
  title: 'Templates',
  summary: 'Texts that differ only in numbers, names or ids, as log lines and filled-in forms do.',
  cites: [
    'He et al. 2017: Drain, an online log parsing approach with fixed depth tree',
    'Jiang et al. 2024: A large-scale evaluation for log parsing techniques',
  ],
  needs: { required: ['text'] },
  params: [TEXT_COLUMN, LIKENESS, DEPTH, MASKED, REFERENCE],
  waits: true,
  measure(table, values, context) {
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const { index } = searched;
    const found = textTemplates(table, index, templateSettings(values), context.tick, true);
    const { name } = table.columns[index]!;
    if (found.structureless) {
      return {
        applicable: false,
        reason: t`The texts of ${quoted(name)} follow no templates: of the first ${count(ENOUGH_TEXTS)} most are unlike all others.`,
      };
    }
    const { sizes, firsts, rows } = rowsPerTemplate(found, table, context);
    if (rows === 0) return { applicable: false, reason: t('No row has a text.') };
    const sorted = sizes.filter((size) => size > 0).sort((a, b) => b - a);
    const single = sorted.filter((size) => size === 1).length;
    const told = (template: number): CountedTemplate => ({
      template: found.text(template),
      rows: sizes[template]!,
      first: firsts[template]! - 1,
    });
    const isKnown = (template: number) => template < found.count;
    const top = mostFrequent(sizes, TOP, isKnown);
    const numbers: TemplateDuplicates = {
      column: name,
      rows,
      templates: sorted.length,
      single,
      singleShare: single / sorted.length,
      topTen: top.reduce((sum, template) => sum + sizes[template]!, 0) / rows,
      cover80: covering([...sorted], 0.8),
      effective: inverseSimpson([...sorted]),
      chao1: chao1([...sorted]),
      largest: mostFrequent(sizes, LISTED, isKnown).map(told),
      rare: rarest(sizes.subarray(0, found.count)).map(told),
      accuracy: accuracyOf(found, table, values, context),
    };
    const inTop = new Set(top);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [topAlert(numbers, index)]),
      evidence: {
        templates: {
          rows: rowsOfTemplates(found, table.rowCount, inTop),
          columns: [index],
          reason: t('Rows of the ten largest templates.'),
        },
        ...(top.length > 0 && {
          largest: {
            rows: rowsOfTemplates(found, table.rowCount, new Set(top.slice(0, 1))),
            columns: [index],
            reason: t('Rows of the largest template.'),
          },
        }),
      },
    };
  },
};

/** Rows and first row + 1 of each template; behind them come rows that no template takes in, each by itself. */
function rowsPerTemplate(found: TextTemplates, { rowCount }: Table, { tick }: MetricContext) {
  const ticked = everyRow(tick);
  const counts = new Uint32Array(found.count);
  const firsts = new Uint32Array(found.count);
  let rows = 0;
  let unlike = 0;
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    if (!found.hasText(row)) continue;
    rows++;
    const template = found.of(row);
    if (template === NO_TEMPLATE) unlike++;
    else if (counts[template]!++ === 0) firsts[template] = row + 1;
  }
  const sizes = new Uint32Array(found.count + unlike).fill(1);
  sizes.set(counts);
  return { sizes, firsts, rows };
}

/** Templates of fewest rows, of two at least. */
function rarest(sizes: Uint32Array): number[] {
  const most = sizes.reduce((largest, size) => Math.max(largest, size), 0);
  return mostFrequent(
    sizes.map((size) => most + 1 - size),
    LISTED,
    (template) => sizes[template]! > 1,
  );
}

function rowsOfTemplates(
  found: TextTemplates,
  rowCount: number,
  wanted: ReadonlySet<number>,
): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) if (wanted.has(found.of(row))) rows.push(row);
  return Uint32Array.from(rows);
}

function accuracyOf(
  found: TextTemplates,
  table: Table,
  values: Values,
  { tick }: MetricContext,
): GroupingAccuracy | null {
  const reference = read.textOrNull(values, REFERENCE.id);
  if (reference === null) return null;
  const { codes } = table.columns[columnNamed(table, reference)]!;
  return groupingAccuracy(
    table.rowCount,
    // A row that no template takes in is a group of its own.
    (row) => (found.hasText(row) ? Math.min(found.of(row), found.count + row) : -1),
    (row) => (codes[row] === MISSING ? -1 : codes[row]!),
    tick,
  );
}

function topAlert(
  { column, topTen, rows, templates, largest }: TemplateDuplicates,
  index: number,
): AlertDraft | undefined {
  if (topTen <= MOST || rows < FEWEST) return undefined;
  const several = Math.min(TOP, largest.length);
  const [first] = largest;
  return {
    code: 'few-templates',
    severity: 'info',
    title: t`${percent(topTen)} of the texts of ${quoted(column)} follow ${many(several, 'template')}`,
    message: t`The most frequent, ${quoted(first!.template)}, has ${many(first!.rows, 'row')} of ${count(rows)}; there are ${many(templates, 'template')} in all. Texts of one template say nearly the same.`,
    columns: [index],
    value: topTen,
    threshold: MOST,
    rowCount: Math.round(topTen * rows),
    evidence: 'templates',
    remedies: [{ method: 'template-dedup', why: t('Keeps a few rows of each large template.') }],
  };
}
