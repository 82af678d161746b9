import type { Benchmark } from './benchmark';
import { rougeL } from './rouge-l';

/** Share of an item's runs of eight words from which a text holds it. */
const ITEM_SHARE = 0.5;
/** ROUGE-L of an item's second half and a passage from which a text holds it. */
const PASSAGE = 0.75;
/** Words of a half that are compared at most. */
const LONGEST_HALF = 400;

/** Why a text is taken to hold an item: all of it, a long run, half of the short runs, or much of its second half. */
export type Likeness = 'whole' | 'run' | 'half' | 'passage';

/** The item that a text holds most of. */
export interface Contained {
  readonly item: number;
  readonly likeness: Likeness;
  /** Words of the longest run that is in both, and where it stands in the text. */
  readonly run: number;
  readonly at: number;
  /** The longest run's share of the item. */
  readonly score: number;
  /** Share of the text's own long runs that are in some item. */
  readonly share: number;
  /** All items that it holds, ascending. */
  readonly items: readonly number[];
}

/** What was found of one item in one text. */
interface Found {
  shortRuns: number;
  longRuns: number;
  run: number;
  at: number;
  /** Where the last run ended, in the text and in the item. */
  end: number;
  itemEnd: number;
  /** Text place less item place of the first run. */
  readonly shift: number;
}

/** `ignoresLong`, `ignoresShort`: runs that are common phrases. undefined: the text holds no item. */
export function containedIn(
  benchmark: Benchmark,
  words: Uint32Array,
  ignoresLong: (gram: number) => boolean,
  ignoresShort: (gram: number) => boolean,
): Contained | undefined {
  const { items, long, short } = benchmark;
  const whole = benchmark.equalTo(words);
  const found = new Map<number, Found>();
  short.hits(words, (gram, at) => {
    if (ignoresShort(gram)) return;
    short.places(gram, (place) => {
      const known = found.get(place.item) ?? newFound(at - place.at);
      found.set(place.item, known);
      known.shortRuns++;
      extend(known, words, items[place.item]!.words, at, place.at, short.n);
    });
  });
  let own = 0;
  long.hits(words, (gram) => {
    if (ignoresLong(gram)) return;
    own++;
    long.places(gram, ({ item }) => {
      const known = found.get(item);
      if (known) known.longRuns++;
    });
  });
  const runs = words.length - long.n + 1;
  const share = runs > 0 ? own / runs : 0;
  const held = new Map<number, Likeness>();
  for (const [item, of] of found) {
    const likeness = likenessOf(of, words, items[item]!.words, short.n);
    if (likeness) held.set(item, likeness);
  }
  if (whole >= 0) held.set(whole, 'whole');
  let best: Contained | undefined;
  const all = [...held.keys()].sort((a, b) => a - b);
  for (const item of all) {
    const likeness = held.get(item)!;
    const length = items[item]!.words.length;
    const of = found.get(item);
    const [run, at] = likeness === 'whole' ? [length, 0] : [of!.run, of!.at];
    const score = run / length;
    if (!best || score > best.score) best = { item, likeness, run, at, score, share, items: all };
  }
  return best;
}

const newFound = (shift: number): Found => ({
  shortRuns: 0,
  longRuns: 0,
  run: 0,
  at: 0,
  end: 0,
  itemEnd: 0,
  shift,
});

/** Follows a run as far as both texts agree, unless it is part of the last one. */
function extend(
  found: Found,
  words: Uint32Array,
  item: Uint32Array,
  at: number,
  itemAt: number,
  n: number,
): void {
  if (at + n <= found.end && at - itemAt === found.end - found.itemEnd) return;
  let [from, itemFrom] = [at, itemAt];
  while (from > 0 && itemFrom > 0 && words[from - 1] === item[itemFrom - 1]) {
    from--;
    itemFrom--;
  }
  let [to, itemTo] = [at, itemAt];
  while (to < words.length && itemTo < item.length && words[to] === item[itemTo]) {
    to++;
    itemTo++;
  }
  [found.end, found.itemEnd] = [to, itemTo];
  if (to - from > found.run) [found.run, found.at] = [to - from, from];
}

function likenessOf(
  { longRuns, shortRuns, shift }: Found,
  words: Uint32Array,
  item: Uint32Array,
  n: number,
): Likeness | undefined {
  if (longRuns > 0) return 'run';
  if (shortRuns >= ITEM_SHARE * (item.length - n + 1)) return 'half';
  const half = item.subarray(item.length >>> 1, (item.length >>> 1) + LONGEST_HALF);
  const from = Math.max(0, shift + (item.length >>> 1));
  const passage = words.subarray(from, from + half.length);
  return rougeL(half, passage) >= PASSAGE ? 'passage' : undefined;
}
