/** A piece of two texts: in both, or only in one of them. Line by line of a diff, but of words. */
export interface Piece {
  readonly side: 'both' | 'first' | 'second';
  readonly text: string;
}

const SPACELESS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
/** Runs of white space, runs of letters and digits, and all else alone, as is each letter of a script without spaces. */
const TOKEN = new RegExp(`\\s+|(?:(?![${SPACELESS}])[\\p{L}\\p{M}\\p{N}])+|.`, 'gsu');

/** Words that may differ before the rest of two texts is shown as two texts: the search is quadratic in them. */
const MOST_EDITS = 1000;

/**
 * How one text becomes another, word by word, with the fewest words that differ (Myers 1986, An O(ND) difference
 * algorithm and its variations). The pieces in both and in the first give the first text, those in both and in the second
 * the second, to the character. Texts that differ in more than a thousand words agree only at their ends.
 */
export function wordDiff(first: string, second: string): Piece[] {
  const a = tokens(first);
  const b = tokens(second);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail))
    tail++;
  const pieces = new Pieces();
  pieces.add('both', a.slice(0, head));
  const middle = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)] as const;
  for (const [side, words] of edits(...middle)) pieces.add(side, words);
  pieces.add('both', a.slice(a.length - tail));
  return pieces.done();
}

type Edit = readonly [side: Piece['side'], words: readonly string[]];

function tokens(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/** The edits between two lists, in order; all of the first and all of the second when there are too many. */
function edits(a: readonly string[], b: readonly string[]): Edit[] {
  const rounds = furthest(a, b);
  if (!rounds)
    return [
      ['first', a],
      ['second', b],
    ];
  const found: Edit[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = rounds.length - 1; d > 0; d--) {
    const before = rounds[d - 1]!;
    const k = x - y;
    const down = stepsDown(before, k, d);
    const fromK = down ? k + 1 : k - 1;
    const fromX = before[fromK + d - 1]!;
    const [startX, startY] = down ? [fromX, fromX - fromK + 1] : [fromX + 1, fromX - fromK];
    found.push(['both', a.slice(startX, x)]);
    found.push(down ? ['second', [b[startY - 1]!]] : ['first', [a[startX - 1]!]]);
    [x, y] = down ? [startX, startY - 1] : [startX - 1, startY];
  }
  found.push(['both', a.slice(0, x)]);
  return found.reverse();
}

/**
 * The furthest x on each diagonal after 0, 1, 2 ... edits, until both lists are at their ends; diagonal k of round d lies
 * at k + d. Undefined when more edits are needed than are looked for.
 */
function furthest(a: readonly string[], b: readonly string[]): Int32Array[] | undefined {
  const rounds: Int32Array[] = [];
  for (let d = 0; d <= Math.min(MOST_EDITS, a.length + b.length); d++) {
    const before = rounds[d - 1];
    const round = new Int32Array(2 * d + 1);
    for (let k = -d; k <= d; k += 2) {
      let x = before ? (stepsDown(before, k, d) ? before[k + d]! : before[k + d - 2]! + 1) : 0;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      round[k + d] = x;
      if (x >= a.length && x - k >= b.length) return [...rounds, round];
    }
    rounds.push(round);
  }
  return undefined;
}

/** Whether diagonal k of round d is best reached by a word of the second text. */
function stepsDown(before: Int32Array, k: number, d: number): boolean {
  return k === -d || (k !== d && before[k + d - 2]! < before[k + d]!);
}

/** Puts edits together: neighbours of one side are one piece, and a lone space between changed words changed with them. */
class Pieces {
  readonly #done: Piece[] = [];
  #first = '';
  #second = '';
  #space = '';

  add(side: Piece['side'], words: readonly string[]): void {
    const text = words.join('');
    if (text === '') return;
    const changing = this.#first !== '' || this.#second !== '';
    if (side !== 'both') {
      if (side === 'first') this.#first += this.#space + text;
      else this.#second += this.#space + text;
      if (side === 'first') this.#second += this.#space;
      else this.#first += this.#space;
      this.#space = '';
    } else if (changing && text.trim() === '') this.#space += text;
    else {
      this.#flush();
      this.#push('both', text);
    }
  }

  done(): Piece[] {
    this.#flush();
    return this.#done;
  }

  #flush(): void {
    this.#push('first', this.#first);
    this.#push('second', this.#second);
    const space = this.#space;
    this.#first = this.#second = this.#space = '';
    this.#push('both', space);
  }

  #push(side: Piece['side'], text: string): void {
    if (text === '') return;
    const last = this.#done.at(-1);
    if (last?.side === side) this.#done[this.#done.length - 1] = { side, text: last.text + text };
    else this.#done.push({ side, text });
  }
}
