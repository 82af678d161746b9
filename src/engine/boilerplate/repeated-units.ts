import { PairTable } from '../kernels/pair-table';
import type { Documents } from '../near-text/documents';
import type { TableTick } from '../table/table';
import { eachUnit, type Unit } from './units';
import { UnitHash } from './unit-hash';

/** How texts are parted. */
export interface UnitSettings {
  readonly unit: Unit;
  /** Characters that a unit has at least, in normal form. */
  readonly minChars: number;
}

/** Rows of each document that count. */
export interface CountedDocuments {
  readonly documents: Documents;
  /** Rows per document; 0: the document is not looked at. */
  readonly times: Uint32Array;
  /** First of these rows per document. */
  readonly firstRow: Uint32Array;
  /** Whether a row counts. */
  has(row: number): boolean;
}

/** Units that recur in many rows. */
export interface RepeatedUnits {
  /** Units held: those with `rows` of `least` and more are repeated, in order of their first document. */
  readonly count: number;
  readonly least: number;
  /** Rows, first row and a document of each unit. */
  readonly rows: Uint32Array;
  readonly firstRow: Uint32Array;
  readonly document: Uint32Array;
  readonly characters: Uint32Array;
  /** The unit with a hash; -1 where it is not repeated. */
  find(hash: UnitHash): number;
}

/** Slots of the counters in the first pass: for few documents, and for many. */
const FEW_SLOTS = 1 << 20;
const MANY_SLOTS = 1 << 24;
const MANY_DOCUMENTS = 50_000;
/** Where a counter stops. */
const FULL = 255;

/** Bytes per unit that is held. */
const UNIT_BYTES = 48;

/**
 * The units of at least `least` rows, in two passes: counters that units share tell most of those that do not recur
 * (counting filter of Fan et al. 2000), and of the others the rows are counted. Units are told by 64-bit hashes.
 * `allow` hears how many bytes are to be taken, and may throw. @throws Cancelled
 */
export function repeatedUnits(
  { documents, times, firstRow }: CountedDocuments,
  { unit, minChars }: UnitSettings,
  least: number,
  allow: (bytes: number) => void,
  tick: TableTick,
): RepeatedUnits {
  allow(MANY_SLOTS + 8 * documents.count);
  const hash = new UnitHash();
  const slots = documents.count > MANY_DOCUMENTS ? MANY_SLOTS : FEW_SLOTS;
  const counters = new Uint8Array(slots);
  const pass = (from: number, to: number): TableTick => {
    return (done, total) => {
      tick(from + (to - from) * (total > 0 ? done / total : 1), 1);
    };
  };
  const each = (take: (document: number) => void, ticked: TableTick) => {
    documents.each((document, bytes, start, end) => {
      if (times[document] === 0) return;
      eachUnit({ bytes, start, end }, unit, (from, to) => {
        hash.hash(bytes, from, to);
        if (hash.characters >= minChars) take(document);
      });
    }, ticked);
  };
  each(
    (document) => {
      const slot = hash.low & (slots - 1);
      counters[slot] = Math.min(FULL, counters[slot]! + times[document]!);
    },
    pass(0, 0.5),
  );
  const found = new UnitTable(least, allow);
  const enough = Math.min(least, FULL);
  each(
    (document) => {
      if (counters[hash.low & (slots - 1)]! < enough) return;
      found.add(hash, document, times[document]!, firstRow[document]!);
    },
    pass(0.5, 1),
  );
  return found;
}

/** Counts rows per unit. */
class UnitTable implements RepeatedUnits {
  readonly least: number;
  readonly #table = new PairTable();
  readonly #allow: (bytes: number) => void;
  rows = new Uint32Array(1024);
  firstRow = new Uint32Array(1024);
  document = new Uint32Array(1024);
  characters = new Uint32Array(1024);
  /** Document that was counted last. */
  #last = new Uint32Array(1024);

  constructor(least: number, allow: (bytes: number) => void) {
    this.least = least;
    this.#allow = allow;
  }

  get count(): number {
    return this.#table.size;
  }

  add({ low, high, characters }: UnitHash, document: number, times: number, row: number): void {
    const before = this.count;
    const unit = this.#table.entryOf(low, high);
    if (unit === this.rows.length) this.#grow();
    if (unit === before) {
      this.rows[unit] = times;
      this.firstRow[unit] = row;
      this.document[unit] = document;
      this.characters[unit] = characters;
    } else if (this.#last[unit] !== document) {
      this.rows[unit]! += times;
      if (row < this.firstRow[unit]!) this.firstRow[unit] = row;
    }
    this.#last[unit] = document;
  }

  find({ low, high }: UnitHash): number {
    const unit = this.#table.find(low, high);
    return unit >= 0 && this.rows[unit]! >= this.least ? unit : -1;
  }

  #grow(): void {
    this.#allow(2 * this.rows.length * UNIT_BYTES);
    const longer = (array: Uint32Array) => {
      const grown = new Uint32Array(2 * array.length);
      grown.set(array);
      return grown;
    };
    this.rows = longer(this.rows);
    this.firstRow = longer(this.firstRow);
    this.document = longer(this.document);
    this.characters = longer(this.characters);
    this.#last = longer(this.#last);
  }
}
