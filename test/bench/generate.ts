import { dice, type Dice } from '../dice';
import { Pen } from './pen';

/** Raised when the same options give other bytes. */
export const GENERATOR_VERSION = 2;

/** What a generated file is like. The same shape gives the same bytes. */
export interface Shape {
  readonly rows: number;
  /** At least 12: those of `FIRST`, then more of the same kinds. */
  readonly columns: number;
  /** Values of `outcome`: 2 are `ok` and `fraud`, more are named by number, the first ones more frequent. */
  readonly classes: number;
  /** Bytes of the one note in the middle row that is far too long; 0 for none. */
  readonly cell: number;
  readonly seed: number;
}

/** Writes one cell of row `row`. */
type Kind = (pen: Pen, u: Dice, row: number) => void;

const LF = 10;
const COMMA = 44;
const QUOTE = 34;
const POINT = 46;
const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text);
const listOf = (text: string) => text.split(' ').map(bytesOf);

const CITIES = [...listOf('Lisbon Porto Faro Braga Coimbra Évora'), bytesOf('"Vila Nova, Gaia"')];
const SEGMENTS = listOf('A B C D E F G H');
const FLAGS = listOf('true false');
const WORDS = listOf(
  'red green blue late early return broken fine order box parcel refund customer said that the ' +
    'item was never sent again because of rain and nobody called before noon café ""quoted"" why',
);
const OUTCOMES = listOf('ok fraud');

const pick = (pen: Pen, list: readonly Uint8Array[], u: number) => {
  pen.text(list[Math.floor(u * list.length)]!);
};

const KINDS = {
  age: (pen, u) => {
    pen.integer(18 + u.below(70));
  },
  income: (pen, u) => {
    const cents = Math.floor(u.next() ** 3 * 2e7);
    pen.integer(Math.floor(cents / 100));
    pen.byte(POINT);
    pen.integer(cents % 100, 2);
  },
  city: (pen, u) => {
    pick(pen, CITIES, u.next());
  },
  segment: (pen, u) => {
    pick(pen, SEGMENTS, u.next() ** 2);
  },
  score: (pen, u) => {
    pen.text(ZERO_POINT);
    pen.integer(u.below(10_000), 4);
  },
  joined: (pen, u) => {
    pen.integer(2010 + u.below(15));
    pen.byte(HYPHEN);
    pen.integer(1 + u.below(12), 2);
    pen.byte(HYPHEN);
    pen.integer(1 + u.below(28), 2);
  },
  visits: (pen, u) => {
    pen.integer(u.below(40));
  },
  ratio: (pen, u) => {
    if (u.next() < 0.5) pen.byte(HYPHEN);
    pen.text(ZERO_POINT);
    pen.integer(u.below(1_000_000), 6);
  },
  note: (pen, u) => {
    const broken = u.next() < 0.02;
    pen.byte(QUOTE);
    const words = 5 + u.below(11);
    for (let i = 0; i < words; i++) {
      if (i > 0) pen.byte(broken && i === 4 ? LF : SPACE);
      pick(pen, WORDS, u.next());
    }
    pen.byte(QUOTE);
  },
  flag: (pen, u) => {
    pick(pen, FLAGS, u.next());
  },
} satisfies Record<string, Kind>;
const HYPHEN = 45;
const SPACE = 32;
const ZERO_POINT = bytesOf('0.');

/** The columns between `id` and `outcome`; wider files repeat them. */
const MIDDLE = Object.entries<Kind>(KINDS);

/** Recent rows of which copies are made, and their longest length in a file of twelve columns. */
const RECENT = 1 << 16;
const COPIES = 0.05;
const EMPTY = 0.03;

/**
 * Writes a CSV file of mixed columns: an id, numbers, decimals, categories, dates, running text in quotes (2 % with a
 * line break), 3 % empty cells in `age`, and 5 % exact copies of earlier rows, up to some 300,000 rows apart. Returns
 * its size in bytes.
 */
export function generateCsv(path: string, shape: Shape): number {
  const u = dice(shape.seed);
  const pen = new Pen(path);
  const middle = Array.from({ length: shape.columns - 2 }, (_, i) => MIDDLE[i % MIDDLE.length]!);
  const names = middle.map(([name], i) =>
    i < MIDDLE.length ? name : `${name}_${Math.floor(i / MIDDLE.length) + 1}`,
  );
  pen.bytesOf(bytesOf(`id,${names.join(',')},outcome\n`));
  const slot = 64 + 24 * shape.columns;
  const recent = new Uint8Array(Math.min(RECENT, shape.rows) * slot);
  const lengths = new Uint32Array(Math.min(RECENT, shape.rows));
  for (let row = 0; row < shape.rows; row++) {
    pen.turn(300 * shape.columns);
    const copied = u.next() < COPIES ? u.below(lengths.length) : -1;
    if (copied >= 0 && lengths[copied]! > 0) {
      pen.bytesOf(recent.subarray(copied * slot, copied * slot + lengths[copied]!));
      continue;
    }
    const start = pen.bytes;
    pen.integer(row);
    for (let i = 0; i < middle.length; i++) {
      pen.byte(COMMA);
      if (i === 0 && u.next() < EMPTY) continue;
      if (i === 8 && shape.cell > 0 && row === shape.rows >> 1) hugeCell(pen, shape.cell);
      else middle[i]![1](pen, u, row);
    }
    pen.byte(COMMA);
    outcome(pen, u, shape.classes);
    pen.byte(LF);
    const length = pen.bytes - start;
    if (length > slot) continue;
    const into = row < lengths.length ? row : u.below(lengths.length);
    recent.set(pen.since(start), into * slot);
    lengths[into] = length;
  }
  return pen.close();
}

function outcome(pen: Pen, u: Dice, classes: number): void {
  if (classes === 2) pen.text(OUTCOMES[u.next() < 0.04 ? 1 : 0]!);
  else {
    pen.byte(99);
    pen.integer(Math.floor(u.next() ** 2 * classes));
  }
}

/** A quoted cell of `bytes` bytes: lines of a hundred, with commas and doubled quotes. */
function hugeCell(pen: Pen, bytes: number): void {
  const line = bytesOf(`${'a line of text, with ""marks"", '.repeat(3).padEnd(99, '.')}\n`);
  pen.byte(QUOTE);
  for (let left = bytes; left >= line.length; left -= line.length) pen.bytesOf(line);
  pen.byte(QUOTE);
  pen.turn(1 << 16);
}
