import { labelsIn } from '../../../cells/label-list';
import type { MethodContext } from '../../../method';
import type { Table } from '../../../table/table';

/** How concepts are read. */
export interface ConceptReading {
  /** `words`, `tags`, or `auto`: words where the column is free text. */
  readonly words: string;
  readonly separator: string;
  /** Pairs of concepts of a cell are a view of their own. */
  readonly pairs: boolean;
  /** Rows from which a concept is frequent; null: the 80th percentile of the view. */
  readonly tau: number | null;
}

/** The concepts of rows in one way of looking. */
export interface View {
  readonly name: string;
  readonly tau: number;
  /** How many different ones there are. */
  readonly concepts: number;
  /** Concepts in no more rows than tau, the rarest first, with the rows that lack up to tau. */
  readonly rare: readonly {
    readonly concept: string;
    readonly rows: number;
    readonly missing: number;
  }[];
  /** Of the row at a place of the scope: the largest chance of its concepts, and which share of them is rare. */
  at(place: number): { readonly chance: number; readonly tail: number } | undefined;
}

const SHARE = 0.8;
const MOST_RARE = 200;
/** More words of one cell than this are not paired: pairs grow with the square. */
const MOST_PAIRED = 30;

/** Every column as a view, and its pairs as another. @throws Cancelled */
export function conceptViews(
  table: Table,
  columns: readonly number[],
  context: MethodContext,
  reading: ConceptReading,
): View[] {
  return columns.flatMap((index) => {
    const { name } = table.columns[index]!;
    const free = context.profiles[index]!.semantic === 'free-text';
    const words = reading.words === 'words' || (reading.words === 'auto' && free);
    const own = (text: string) => (words ? wordsIn(text) : labelsIn(text, reading.separator));
    return [
      viewOf(table, index, context, name, own, reading.tau),
      ...(reading.pairs
        ? [
            viewOf(
              table,
              index,
              context,
              `${name} (pairs)`,
              (text) => pairsOf(own(text)),
              reading.tau,
            ),
          ]
        : []),
    ];
  });
}

/** Different words, in lower case. */
function wordsIn(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [])];
}

function pairsOf(concepts: readonly string[]): string[] {
  const sorted = concepts.slice(0, MOST_PAIRED).sort();
  return sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => `${a} + ${b}`));
}

function viewOf(
  table: Table,
  index: number,
  { scope, profiles, tick }: MethodContext,
  name: string,
  read: (text: string) => string[],
  given: number | null,
): View {
  const { codes, dictionary } = table.columns[index]!;
  const rowsOfCode = new Uint32Array(dictionary.size);
  for (const row of scope) rowsOfCode[codes[row]!]!++;
  for (const code of profiles[index]!.missingCodes) rowsOfCode[code] = 0;
  rowsOfCode[0] = 0;
  const known = new Map<string, number>();
  const counts: number[] = [];
  const perCode = Array.from(rowsOfCode, (rows, code) => {
    if (code % 1024 === 0) tick(code, dictionary.size);
    if (!rows) return undefined;
    return Uint32Array.from(read(dictionary.text(code)), (concept) => {
      let number = known.get(concept);
      if (number === undefined) known.set(concept, (number = counts.push(0) - 1));
      counts[number]! += rows;
      return number;
    });
  });
  const tau = given ?? percentile(counts, SHARE);
  const rare = [...known]
    .filter(([, number]) => counts[number]! <= tau)
    .sort(([, a], [, b]) => counts[a]! - counts[b]!)
    .slice(0, MOST_RARE)
    .map(([concept, number]) => ({
      concept,
      rows: counts[number]!,
      missing: Math.ceil(tau) - counts[number]!,
    }));
  return {
    name,
    tau,
    concepts: counts.length,
    rare,
    at(place) {
      const own = perCode[codes[scope[place]!]!];
      if (!own?.length) return undefined;
      let [chance, tail] = [0, 0];
      for (const number of own) {
        chance = Math.max(chance, Math.min(1, tau / counts[number]!));
        if (counts[number]! <= tau) tail++;
      }
      return { chance, tail: tail / own.length };
    },
  };
}

/** Linear interpolation between order statistics; 1 without any. */
function percentile(counts: readonly number[], share: number): number {
  if (!counts.length) return 1;
  const sorted = Float64Array.from(counts).sort();
  const place = (sorted.length - 1) * share;
  const lower = sorted[Math.floor(place)]!;
  return lower + (sorted[Math.ceil(place)]! - lower) * (place - Math.floor(place));
}
