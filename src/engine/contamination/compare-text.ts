import { countedRuns, type Benchmark, type Item } from './benchmark';
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

/** Runs that say nothing: common phrases, and those that were named. */
export interface Ignored {
  long(gram: number): boolean;
  short(gram: number): boolean;
  /** An item that is ignored as a whole. */
  item(item: number): boolean;
}

/** What was found of one item in one text. */
interface Found {
  /** Different short runs, by their place in the item. */
  readonly shortRuns: Set<number>;
  longRuns: number;
  run: number;
  at: number;
  /** Where the last run ended, in the text and in the item. */
  end: number;
  itemEnd: number;
  /** Text place less item place of the first run. */
  readonly shift: number;
}

/** The items that a text holds, with what was found of each. */
interface Held {
  readonly items: ReadonlyMap<number, Likeness>;
  readonly found: ReadonlyMap<number, Found>;
  readonly share: number;
}

/** undefined: the text holds no item. */
export function containedIn(
  benchmark: Benchmark,
  words: Uint32Array,
  ignored: Ignored,
): Contained | undefined {
  const { items, found, share } = heldIn(benchmark, words, ignored);
  let best: Contained | undefined;
  const all = [...items.keys()].sort((a, b) => a - b);
  for (const item of all) {
    const likeness = items.get(item)!;
    const length = benchmark.items[item]!.words.length;
    const of = found.get(item);
    const [run, at] = likeness === 'whole' ? [length, 0] : [of!.run, of!.at];
    const score = run / length;
    if (!best || score > best.score) best = { item, likeness, run, at, score, share, items: all };
  }
  return best;
}

/** Per word of a text whether it is part of an item that the text holds: 1, else 0. */
export function wordsHeld(benchmark: Benchmark, words: Uint32Array, ignored: Ignored): Uint8Array {
  const { items, found } = heldIn(benchmark, words, ignored);
  const held = new Uint8Array(words.length);
  if (items.size === 0) return held;
  const { short } = benchmark;
  short.hits(words, (gram, at) => {
    if (ignored.short(gram)) return;
    short.places(gram, ({ item }) => {
      if (items.has(item)) held.fill(1, at, at + short.n);
    });
  });
  for (const [item, likeness] of items) {
    if (likeness === 'whole') held.fill(1);
    if (likeness !== 'passage') continue;
    const { from, half } = secondHalf(benchmark.items[item]!, found.get(item)!);
    held.fill(1, from, from + half.length);
  }
  return held;
}

function heldIn(benchmark: Benchmark, words: Uint32Array, ignored: Ignored): Held {
  const { items, long, short } = benchmark;
  const whole = benchmark.equalTo(words);
  const found = new Map<number, Found>();
  short.hits(words, (gram, at) => {
    if (ignored.short(gram)) return;
    short.places(gram, (place) => {
      const known = found.get(place.item) ?? newFound(at - place.at);
      found.set(place.item, known);
      known.shortRuns.add(place.at);
      extend(known, words, items[place.item]!.words, at, place.at, short.n);
    });
  });
  let own = 0;
  long.hits(words, (gram) => {
    if (ignored.long(gram)) return;
    own++;
    long.places(gram, ({ item }) => {
      const known = found.get(item);
      if (known) known.longRuns++;
    });
  });
  const runs = words.length - long.n + 1;
  const held = new Map<number, Likeness>();
  for (const [item, of] of found) {
    const likeness = likenessOf(of, words, items[item]!, short.n);
    if (likeness) held.set(item, likeness);
  }
  if (whole >= 0 && !ignored.item(whole)) held.set(whole, 'whole');
  return { items: held, found, share: runs > 0 ? own / runs : 0 };
}

const newFound = (shift: number): Found => ({
  shortRuns: new Set(),
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

function likenessOf(found: Found, words: Uint32Array, item: Item, n: number): Likeness | undefined {
  if (found.longRuns > 0) return 'run';
  if (found.shortRuns.size >= ITEM_SHARE * countedRuns(item, n)) return 'half';
  const { from, half } = secondHalf(item, found);
  return rougeL(half, words.subarray(from, from + half.length)) >= PASSAGE ? 'passage' : undefined;
}

/** The second half of an item, and where it would stand in the text. */
function secondHalf({ words }: Item, { shift }: Found) {
  const middle = words.length >>> 1;
  return {
    half: words.subarray(middle, middle + LONGEST_HALF),
    from: Math.max(0, shift + middle),
  };
}
