import { bitsOf, hasBit } from '../kernels/bit-sets';
import { classCounts, labelMix } from '../metrics/duplicates/parts/class-counts';
import { partIfAny } from '../metrics/duplicates/parts/part-of-rows';
import { labelIfAny, type Label } from '../metrics/label';
import type { Values } from '../params/params';
import { resolveValues } from '../params/values';
import type { Roles } from '../roles/roles';
import type { ColumnProfile } from '../table/profile';
import { cellText, type Table, type TableTick } from '../table/table';
import { rowsWithText } from './rows-with-text';
import { SetIndex, type SetFilter, type SetValue } from './set-index';
import type { FoundSets, SetKindId, SetOrder } from './set-kind';
import { setKind } from './set-kinds';
import { tellingColumns } from './telling-columns';

/** What is known of the table whose sets are listed. */
export interface Listing {
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  readonly roles: Roles;
}

/** One set in a list. */
export interface ListedSet {
  /** Its first row: what it is asked for by. */
  readonly first: number;
  /** The row that the others are compared with; the first where all are equal. */
  readonly centre: number;
  readonly size: number;
  /** Cells of the centre that name it, one per column of the page, each cut to 80 characters. */
  readonly words: readonly string[];
  /** Rows of its most frequent classes, at most six; empty without a label. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
  /** Classes in it. */
  readonly classes: number;
  /** Least and mean similarity of the others to the centre; null where rows are equal. */
  readonly alike: { readonly least: number; readonly mean: number } | null;
}

/** Some of the sets that a filter leaves. */
export interface SetPage {
  /** Sets that the filter leaves, and all sets. */
  readonly total: number;
  readonly all: number;
  readonly offset: number;
  readonly sets: readonly ListedSet[];
  /** Columns that name sets, and those that were compared, by index. */
  readonly naming: readonly number[];
  readonly compared: readonly number[];
  /** Values by which sets can be narrowed down, of those in most sets the first 200; empty where all have one. */
  readonly classes: readonly SetValue[];
  readonly parts: readonly SetValue[];
  /** Whether rows of a set need not be equal, so that sets have a similarity. */
  readonly measured: boolean;
  /** Whether there is a label, so that it may differ within sets. */
  readonly labelled: boolean;
}

/** One set that is opened: some of its rows. */
export interface OpenedSet {
  readonly size: number;
  readonly centre: number;
  /** Ascending; of contradictory rows some of each class. */
  readonly rows: Uint32Array;
  /** How alike each of `rows` is to the centre; null where all are equal. */
  readonly similarities: readonly number[] | null;
  /** Rows of its most frequent classes, at most 20, and how many classes there are. */
  readonly classes: number;
  readonly labels: readonly { readonly value: string; readonly count: number }[];
}

/** A page of sets: in which order, narrowed down how, from where on. */
export interface SetsWanted {
  readonly order: SetOrder;
  /** `text`: only sets with a row in which a cell holds it, in any case. */
  readonly filter: SetFilter & { readonly text?: string };
  readonly offset: number;
  readonly limit: number;
}

/** A page holds no more sets than this; of each so many classes and characters of a cell. */
const PAGE_SETS = 200;
const MIX = 6;
const LABELS = 20;
const CHARACTERS = 80;
/** Values listed for a filter. */
const VALUES = 200;
/** Columns that name a set, and sets by which they are chosen. */
const NAMING = 3;
const ASKED = 50;

/** All sets of one kind of a table: found once, listed page by page. */
export class SetList {
  readonly found: FoundSets;
  readonly #listing: Listing;
  /** The odd row of a contradiction may be the last of thousands: some of each class are shown. */
  readonly #ofEachClass: boolean;
  readonly #index: SetIndex;
  readonly #naming: readonly number[];
  readonly #classes: readonly SetValue[];
  readonly #parts: readonly SetValue[];
  #chosen: { readonly key: string; readonly sets: Uint32Array } | undefined;

  /** `values`: what the audit or the user chose; what the kind does not know is left out. @throws EngineError, Cancelled */
  constructor(id: SetKindId, listing: Listing, values: Values, tick: TableTick) {
    const { table, profiles, roles } = listing;
    const kind = setKind(id);
    const known = Object.entries(values).filter(([id]) => kind.params.some((of) => of.id === id));
    this.#listing = listing;
    this.#ofEachClass = id === 'contradictory';
    this.found = kind.find({
      table,
      profiles,
      roles,
      values: resolveValues(kind.params, Object.fromEntries(known)),
      within: [],
      acrossParts: false,
      tick,
    });
    const { clusters, centres, naming } = this.found;
    const context = { profiles, roles, tick };
    const label = labelIfAny(table, context);
    const traits = {
      // A number that rows contradict each other by is told, and no class to narrow down to.
      label: label ?? this.found.label,
      part: partIfAny(table, context),
      centres,
    };
    this.#index = new SetIndex(clusters, traits);
    this.#classes = label ? several(this.#index.values('label', VALUES, tick)) : [];
    this.#parts = several(this.#index.values('part', VALUES, tick));
    this.#naming = naming ?? this.#tellingColumns(tick);
  }

  /** Some of the sets. @throws Cancelled */
  page({ order, filter, offset, limit }: SetsWanted, tick: TableTick): SetPage {
    const sets = this.#sets(order, filter, tick);
    const from = Math.max(0, Math.trunc(offset));
    const to = from + Math.min(Math.max(0, Math.trunc(limit)), PAGE_SETS);
    return {
      total: sets.length,
      all: this.found.clusters.count,
      offset: from,
      sets: Array.from(sets.subarray(from, to), (set) => this.#listed(set)),
      naming: this.#naming,
      compared: this.found.columns,
      classes: this.#classes,
      parts: this.#parts,
      measured: this.found.centres !== undefined,
      labelled: this.#index.traits.label !== undefined,
    };
  }

  /** The set of a row; undefined when the row is in none. */
  open(row: number, offset: number, limit: number): OpenedSet | undefined {
    const { clusters, centres, similarity } = this.found;
    const rows = this.members(row);
    if (!rows) return undefined;
    const centre = centres?.centre(clusters.clusterOf(row)) ?? rows[0]!;
    const from = Math.max(0, Math.trunc(offset));
    const most = Math.min(Math.max(0, Math.trunc(limit)), PAGE_SETS);
    const { label } = this.#index.traits;
    const labels = label ? labelMix(rows, label) : [];
    const shown =
      label && this.#ofEachClass ? ofEachClass(rows, label, most) : rows.slice(from, from + most);
    return {
      size: rows.length,
      centre,
      rows: shown,
      similarities: similarity ? Array.from(shown, (own) => similarity(centre, own)) : null,
      classes: labels.length,
      labels: labels.slice(0, LABELS),
    };
  }

  /** All rows of the set of a row, ascending; undefined when the row is in none. */
  members(row: number): Uint32Array | undefined {
    const { clusters } = this.found;
    const set = clusters.clusterOf(row);
    return set < 0 ? undefined : clusters.rows(set);
  }

  #sets(order: SetOrder, filter: SetsWanted['filter'], tick: TableTick): Uint32Array {
    const key = JSON.stringify([order, filter]);
    if (this.#chosen?.key !== key) {
      const text = filter.text?.trim() ?? '';
      const sets = this.#index.chosen(order, filter, this.#hasText(text, tick), tick);
      this.#chosen = { key, sets };
    }
    return this.#chosen.sets;
  }

  #withText: { readonly text: string; readonly has: (row: number) => boolean } | undefined;

  /** Whether a row holds a text; the last text is remembered, so that another order asks no cell again. */
  #hasText(text: string, tick: TableTick): ((row: number) => boolean) | undefined {
    if (text === '') return undefined;
    if (this.#withText?.text !== text) {
      const { table } = this.#listing;
      const { members } = this.found.clusters;
      const among = bitsOf(members, table.rowCount);
      const bits = rowsWithText(table, members, among, text, tick);
      this.#withText = { text, has: (row) => hasBit(bits, row) };
    }
    return this.#withText.has;
  }

  #listed(set: number): ListedSet {
    const { clusters, centres } = this.found;
    const { label } = this.#index.traits;
    const rows = clusters.rows(set);
    const centre = centres?.centre(set) ?? rows[0]!;
    const counts = label ? classCounts(rows, label) : [];
    return {
      first: rows[0]!,
      centre,
      size: rows.length,
      words: this.#naming.map((index) => cut(cellText(this.#listing.table, centre, index))),
      labels: counts
        .slice(0, MIX)
        .map(({ of, count }) => ({ value: label!.classes.values[of]!, count })),
      classes: counts.length,
      alike: centres ? { least: centres.least(set), mean: centres.mean(set) } : null,
    };
  }

  /** By the largest sets: what tells these apart. @throws Cancelled */
  #tellingColumns(tick: TableTick): readonly number[] {
    const { table, roles } = this.#listing;
    const usable = roles.flatMap((role, index) =>
      role === 'label' || role === 'ignored' || table.columns[index]!.made ? [] : [index],
    );
    const largest = this.#index.chosen('largest', {}, undefined, tick).subarray(0, ASKED);
    const cells = Array.from(largest, (set) => {
      const [first] = this.found.clusters.rows(set);
      return table.columns.map((_, index) => cut(cellText(table, first!, index)));
    });
    const telling = tellingColumns(cells, usable, NAMING);
    return telling.length > 0 ? telling : usable.slice(0, NAMING);
  }
}

/** The first rows of every class, as many of each as there is room for, ascending. */
function ofEachClass(rows: Uint32Array, label: Label, most: number): Uint32Array {
  const { column, classes } = label;
  const found = classCounts(rows, label).length;
  const each = Math.max(1, Math.floor(most / Math.max(1, found)));
  const taken = new Map<number, number>();
  return rows
    .filter((row) => {
      const of = classes.indexOf[column.codes[row]!]!;
      const n = (taken.get(of) ?? 0) + 1;
      taken.set(of, n);
      return n <= each;
    })
    .slice(0, most);
}

/** Of a single value there is nothing to choose. */
function several(values: readonly SetValue[]): readonly SetValue[] {
  return values.length > 1 ? values : [];
}

function cut(text: string): string {
  if (text.length <= CHARACTERS) return text;
  return `${text.slice(0, CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
