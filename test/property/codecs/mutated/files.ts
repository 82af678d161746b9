import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits, ReadOptions } from '../../../../src/codecs/codec';
import type { ChunkSizes } from '../../../../src/codecs/delimited/parts/read-part';
import type { Dice } from '../../../dice';

/** A file and how it is to be read. */
export interface Case {
  readonly bytes: Uint8Array;
  readonly options: ReadOptions;
  readonly sizes: ChunkSizes;
}

const DELIMITERS = [',', ',', ',', ';', '\t', '|', ':', ' '];
const LINE_ENDS = ['\n', '\n', '\n', '\r\n', '\r\n', '\r'];
const CELLS = [
  ...['', '', '1', '007', '1e3', '-2.50', 'NA', 'null', 'true', '2024-02-30', 'a b', ' x ', 'é'],
  ...['"', '""', 'x"y', 'a,b', 'a;b', 'a\tb', 'a|b', 'l1\nl2', 'l1\r\nl2', 'l1\rl2', '😀', '\0'],
  ...['\ufeff', '\ufffd', '=1+1', "it's", '12:30', 'a'.repeat(70)],
];
/** What means something to a reader of delimited text, or to one of encodings. */
const TOKENS = [
  ...['"', '"', '""', '"', '\n', '\r\n', '\r', '\n\n', ',', ';', '\t', '|', ':', ' ', '\0'],
  ...[',"', '",', '"\n', '\n"', '" ,', ', ', 'a', '1', 'é', '€', '😀', '\ufeff', '#', "'", '\\"'],
].map((token) => Buffer.from(token));
const INVALID = [
  [0xff],
  [0x80],
  [0xc3],
  [0xf0, 0x9f],
  [0xed, 0xa0, 0x80],
  [0xc0, 0xaf],
  [0xe9],
].map((bytes) => Buffer.from(bytes));
const MARKS = Buffer.from('\ufeff\ufeff');
const FIXTURES = join(import.meta.dirname, '../../../fixtures/data');

const pick = <T>(u: Dice, list: readonly T[]): T => list[u.below(list.length)]!;

let real: readonly Buffer[] | undefined;

/** A file as programs and accidents write it, mostly broken, and a way to read it. */
export function makeCase(u: Dice): Case {
  const delimiter = pick(u, DELIMITERS);
  const kind = u.next();
  let bytes =
    kind < 0.45
      ? table(u, delimiter)
      : kind < 0.7
        ? soup(u, delimiter)
        : kind < 0.9
          ? partOfRealFile(u)
          : randomBytes(u);
  if (u.next() < 0.75) for (let n = 1 + u.below(4); n > 0; n--) bytes = mutated(u, bytes);
  const wide = u.next() < 0.04;
  if (wide) bytes = Buffer.from(bytes.toString('utf8'), 'utf16le');
  const header = u.next();
  const given = kind >= 0.7 && kind < 0.9 ? ',' : delimiter;
  const made: Case = {
    bytes,
    options: {
      ...(u.next() < 0.8 && { delimiter: given }),
      ...(header < 0.8 && { header: header < 0.2 }),
      limits: makeLimits(u),
      ...(wide ? { encoding: 'utf-16le' } : u.next() < 0.7 && { encoding: 'utf-8' }),
    },
    sizes: { chunk: 1 + u.below(u.next() < 0.5 ? 20 : 400), fields: 1 + u.below(40) },
  };
  // Chance alone hardly ever puts a second byte order mark behind the first.
  return u.next() < 0.02 && !wide ? { ...made, bytes: Buffer.concat([MARKS, bytes]) } : made;
}

/** Parts that are read by themselves, columns whose cells are not held, kernels that give way to their twins. */
function makeLimits(u: Dice): Limits {
  return {
    ...(u.next() < 0.4 && { workers: pick(u, [2, 3, 7]), smallestPart: 1 + u.below(60) }),
    ...(u.next() < 0.15 && { values: u.below(5) }),
    ...(u.next() < 0.1 && { bytes: u.below(40) }),
    ...(u.next() < 0.4 && { withoutKernel: true }),
  };
}

/** A table with needless quotes here and there, none missing; now and then a row is too short or too long. */
function table(u: Dice, delimiter: string): Buffer {
  const width = 1 + u.below(6);
  const end = pick(u, LINE_ENDS);
  const gap = u.next() < 0.05 ? ' ' : '';
  const ragged = u.next() < 0.2;
  const lines = Array.from({ length: u.below(u.next() < 0.1 ? 80 : 12) }, () => {
    const fields = width + (ragged && u.next() < 0.2 ? u.below(3) - 1 : 0);
    return Array.from({ length: fields }, () => {
      const text = pick(u, CELLS);
      const needed = /^"|[\n\r]/.test(text) || text.includes(delimiter);
      return needed || u.next() < 0.15 ? `"${text.replaceAll('"', '""')}"` : text;
    }).join(delimiter + gap);
  });
  return Buffer.from(lines.join(end) + (u.next() < 0.6 ? end : ''));
}

function soup(u: Dice, delimiter: string): Buffer {
  const own = Buffer.from(delimiter);
  return Buffer.concat(
    Array.from({ length: u.below(40) }, () => (u.next() < 0.25 ? own : pick(u, TOKENS))),
  );
}

function partOfRealFile(u: Dice): Buffer {
  real ??= readdirSync(FIXTURES)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => readFileSync(join(FIXTURES, name)).subarray(0, 1 << 17));
  const file = pick(u, real);
  const from = u.below(file.length);
  return Buffer.from(file.subarray(from, from + u.below(u.next() < 0.05 ? 5000 : 500)));
}

function randomBytes(u: Dice): Buffer {
  const upper = pick(u, [16, 64, 128, 256]);
  return Buffer.from(Array.from({ length: u.below(60) }, () => u.below(upper)));
}

function mutated(u: Dice, bytes: Buffer): Buffer {
  const a = u.below(bytes.length + 1);
  const b = Math.min(bytes.length, a + u.below(u.next() < 0.7 ? 3 : 40));
  const [before, part, after] = [bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)];
  const action = u.below(8);
  if (action === 0) return Buffer.concat([before, after]);
  if (action === 1) return Buffer.concat([before, part, part, after]);
  if (action === 2) return Buffer.from(before);
  if (action === 3) return Buffer.concat([after, before]);
  if (action === 4) return Buffer.concat([before, pick(u, INVALID), after]);
  if (action === 5 && u.next() < 0.3) return Buffer.concat([Buffer.from('\ufeff'), bytes]);
  return Buffer.concat([before, pick(u, TOKENS), action === 6 ? after : bytes.subarray(a)]);
}
