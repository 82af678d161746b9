import { inClassOrder } from '../../../table/classes';
import { flagOf } from '../../../cells/flag';
import { labelsIn } from '../../../cells/label-list';
import type { MetricContext } from '../../../metric';
import { EngineError } from '../../../problems';
import { columnsWith } from '../../../roles/roles';
import { tokensOf } from '../../../role-guess/role-names';
import { countCodes, findColumn, isOpen, type Table } from '../../../table/table';
import { quoted } from '../../../words';
import { t } from '../../../language';

/** Rows with sets of labels, counted by set. */
export interface LabelPatterns {
  /** Where the labels stand: `tags`, or the number of columns. */
  readonly source: string;
  readonly columns: readonly number[];
  /** In class order. */
  readonly labels: readonly string[];
  /** Label indices of each set, and rows that have it; sets without rows are left out. */
  readonly sets: readonly (readonly number[])[];
  readonly rows: readonly number[];
  /** Set of a row. */
  setOf(row: number): number;
}

/** Share of cells that list labels from which a column of the role label lists labels. */
const LISTS = 0.05;
/** More labels than this are no labels. */
const MOST = 10_000;
/** Names of columns that list labels, when they hold lists. */
const NAMES = new Set(['labels', 'tags', 'genres', 'topics', 'categories', 'keywords', 'classes']);

/**
 * The label sets of a table: several columns of 0 and 1, or one column of lists (`a|b`, `a;b`, JSON). A reason when
 * rows have one label each. @throws EngineError unknown-column; Cancelled
 */
export function labelPatterns(
  table: Table,
  chosen: readonly string[],
  context: MetricContext,
): LabelPatterns | { readonly reason: string } {
  const columns = chosen.map((name) => {
    const index = findColumn(table.columns, name);
    if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
    return index;
  });
  const wanted = columns.length > 0 ? columns : columnsWith(context.roles, 'label');
  if (wanted.length > 1) return ofFlags(table, wanted, context);
  const listed = wanted.length === 1 ? wanted : listColumns(table, context);
  for (const index of listed) {
    const separator = separatorOf(table, index, columns.length > 0, context);
    if (separator !== undefined) return ofLists(table, index, separator, context);
  }
  return { reason: t('Rows have one label each: no column lists labels.') };
}

/** Columns that hold lists and are named as labels are. */
function listColumns(table: Table, { profiles, roles }: MetricContext): number[] {
  return table.columns.flatMap(({ index, name }) => {
    const { type } = profiles[index]!;
    const lists = type === 'list' || type === 'json';
    const named = tokensOf(name).some((token) => NAMES.has(token));
    return lists && named && roles[index] !== 'ignored' ? [index] : [];
  });
}

/** The separator between labels, '' for JSON; undefined when the cells hold no lists. */
function separatorOf(
  table: Table,
  index: number,
  chosen: boolean,
  { profiles }: MetricContext,
): string | undefined {
  const { type, semantic } = profiles[index]!;
  if (semantic === 'numeric' || semantic === 'date' || semantic === 'free-text') return undefined;
  if (isOpen(table, index) && type !== 'list' && type !== 'json') return undefined;
  const { dictionary } = table.columns[index]!;
  const counts = countCodes(table.columns[index]!);
  let [bars, semicolons, json, cells] = [0, 0, 0, 0];
  for (let code = 1; code < dictionary.size; code++) {
    const rows = counts[code]!;
    if (rows === 0) continue;
    const text = dictionary.text(code);
    cells += rows;
    if (text.startsWith('[')) json += rows;
    else if (text.includes('|')) bars += rows;
    else if (text.includes(';')) semicolons += rows;
  }
  const most = Math.max(bars, semicolons, json);
  if (most === 0 || (!chosen && most < LISTS * cells)) return undefined;
  return most === json ? '' : most === bars ? '|' : ';';
}

function ofLists(
  table: Table,
  index: number,
  separator: string,
  { profiles, tick }: MetricContext,
): LabelPatterns | { readonly reason: string } {
  const column = table.columns[index]!;
  const { dictionary, codes } = column;
  const counts = countCodes(column);
  const missing = new Set(profiles[index]!.missingCodes);
  const perCode = Array.from({ length: dictionary.size }, (_, code) => {
    if (code % 8192 === 0) tick(code, dictionary.size);
    return missing.has(code) || counts[code] === 0
      ? []
      : labelsIn(dictionary.text(code), separator);
  });
  const found = new Set(perCode.flat());
  if (found.size > MOST) {
    return { reason: t`${quoted(column.name)} has more than 10,000 different labels.` };
  }
  const labels = inClassOrder([...found], (label) => label);
  const place = new Map(labels.map((label, i) => [label, i]));
  const sets = new SetTable();
  const setOfCode = perCode.map((own, code) =>
    counts[code] === 0
      ? -1
      : sets.take(
          own.map((label) => place.get(label)!),
          counts[code]!,
        ),
  );
  return {
    source: quoted(column.name),
    columns: [index],
    labels,
    sets: sets.sets,
    rows: sets.rows,
    setOf: (row) => setOfCode[codes[row]!]!,
  };
}

function ofFlags(
  table: Table,
  columns: readonly number[],
  { tick }: MetricContext,
): LabelPatterns | { readonly reason: string } {
  const patterns = new Uint32Array(table.rowCount);
  let known: number[][] = [[]];
  for (const [label, index] of columns.entries()) {
    const { dictionary, codes, name } = table.columns[index]!;
    const flags = new Uint8Array(dictionary.size);
    for (let code = 1; code < dictionary.size; code++) {
      const flag = flagOf(dictionary.text(code));
      if (flag === undefined) {
        return {
          reason: t`${quoted(name)} holds more than 0 and 1, so it is not one of several labels.`,
        };
      }
      flags[code] = flag ? 1 : 0;
    }
    const next = new Map<number, number>();
    const grown: number[][] = [];
    for (let row = 0; row < table.rowCount; row++) {
      if (row % 8192 === 0) tick(row, table.rowCount);
      const key = patterns[row]! * 2 + flags[codes[row]!]!;
      let pattern = next.get(key);
      if (pattern === undefined) {
        const before = known[patterns[row]!]!;
        pattern = grown.push(key % 2 === 1 ? [...before, label] : before) - 1;
        next.set(key, pattern);
      }
      patterns[row] = pattern;
    }
    known = grown;
  }
  const rows = new Array<number>(known.length).fill(0);
  for (const pattern of patterns) rows[pattern]!++;
  return {
    source: t`${String(columns.length)} columns`,
    columns,
    labels: columns.map((index) => table.columns[index]!.name),
    sets: known,
    rows,
    setOf: (row) => patterns[row]!,
  };
}

/** Sets of label indices, each once, with their rows. */
class SetTable {
  readonly sets: number[][] = [];
  readonly rows: number[] = [];
  readonly #places = new Map<string, number>();

  take(labels: readonly number[], rows: number): number {
    const sorted = [...labels].sort((a, b) => a - b);
    const key = sorted.join(' ');
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.sets.push(sorted) - 1;
      this.rows.push(0);
      this.#places.set(key, place);
    }
    this.rows[place]! += rows;
    return place;
  }
}
