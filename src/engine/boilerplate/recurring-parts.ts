import type { TextBytes } from '../near-text/sketcher';
import type { RepeatedUnits, UnitSettings } from './repeated-units';
import { eachUnit } from './units';
import { UnitHash } from './unit-hash';

/** Bytes [from, to) of a text, two by two, ascending and apart. */
export type Spans = readonly number[];

/** Finds the parts of a text that recur in others. */
export class RecurringParts {
  readonly #units: RepeatedUnits;
  readonly #settings: UnitSettings;
  readonly #hash = new UnitHash();

  constructor(units: RepeatedUnits, settings: UnitSettings) {
    this.#units = units;
    this.#settings = settings;
  }

  /** Every unit of a text that recurs, in order. */
  each(
    { bytes, start, end }: TextBytes,
    take: (unit: number, from: number, to: number) => void,
  ): void {
    const { unit: parts, minChars } = this.#settings;
    eachUnit({ bytes, start, end }, parts, (from, to) => {
      this.#hash.hash(bytes, from, to);
      if (this.#hash.characters < minChars) return;
      const unit = this.#units.find(this.#hash);
      if (unit >= 0) take(unit, from, to);
    });
  }

  /** The parts that recur; with a row, a unit's first occurrence in the row that has it first is none. */
  spans(text: TextBytes, row?: number): Spans {
    const spans: number[] = [];
    const kept = new Set<number>();
    this.each(text, (unit, from, to) => {
      if (this.#units.firstRow[unit] === row && !kept.has(unit)) {
        kept.add(unit);
        return;
      }
      const last = spans.at(-1);
      if (last !== undefined && from <= last) spans[spans.length - 1] = to;
      else spans.push(from, to);
    });
    return spans;
  }
}

/** Characters of UTF-8 bytes. */
export function charactersIn(bytes: Uint8Array, from: number, to: number): number {
  let characters = 0;
  for (let at = from; at < to; at++) if ((bytes[at]! & 0xc0) !== 0x80) characters++;
  return characters;
}

/** Characters within spans. */
export function charactersOf(bytes: Uint8Array, spans: Spans): number {
  let characters = 0;
  for (let i = 0; i < spans.length; i += 2) {
    characters += charactersIn(bytes, spans[i]!, spans[i + 1]!);
  }
  return characters;
}
