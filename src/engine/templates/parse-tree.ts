import { hasDigit } from './masks';

/** Stands for any word at its place in a template. */
export const WILDCARD = '<*>';
const WILD = 0;
/** A word that no template holds. */
const UNKNOWN = -1;

/** How templates are told apart. */
export interface TreeSettings {
  /** Levels of the tree: the number of words, `depth` - 3 first words, the templates. From 3. */
  readonly depth: number;
  /** Share of the words of a template, wildcards not among them, that a text must have in the same places. */
  readonly similarity: number;
  /** Different words that a level parts; all others are taken together. */
  readonly children: number;
}

/** Templates below one node that a text is compared with: more than that have nothing in common. */
const MOST_SIBLINGS = 128;
/** Templates, and words in all of them, that are held. */
const MOST_TEMPLATES = 100_000;
const MOST_WORDS = 1 << 23;

interface Node {
  readonly children: Map<number, Node>;
  readonly templates: number[];
}

const newNode = (): Node => ({ children: new Map(), templates: [] });

/**
 * Learns templates one text at a time (Drain, He et al. 2017, as Drain3 has it): texts of one length that begin alike are
 * compared with the templates seen, and the most similar one takes the text in and gets a wildcard wherever they differ.
 * Memory: about 40 bytes per word of a template, at most MOST_WORDS of them.
 */
export class ParseTree {
  readonly #settings: TreeSettings;
  readonly #byLength = new Map<number, Node>();
  readonly #templates: Int32Array[] = [];
  readonly #numbers = new Map<string, number>([[WILDCARD, WILD]]);
  readonly #words: string[] = [WILDCARD];
  #held = 0;

  constructor(settings: TreeSettings) {
    this.#settings = settings;
  }

  /** Templates learnt. */
  get count(): number {
    return this.#templates.length;
  }

  /** A template with its wildcards. */
  text(template: number): string {
    return Array.from(this.#templates[template]!, (word) => this.#words[word]!).join(' ');
  }

  /** The template of a text of one word or more, new where none is like it; -1 where there is no room for a new one. */
  add(words: readonly string[]): number {
    const numbers = Int32Array.from(words, (word) => this.#numbers.get(word) ?? UNKNOWN);
    const leaf = this.#find(numbers);
    const best = leaf ? this.#mostSimilar(leaf.templates, numbers) : undefined;
    if (best !== undefined) {
      const template = this.#templates[best]!;
      for (let i = 0; i < numbers.length; i++) {
        if (template[i] !== numbers[i]) template[i] = WILD;
      }
      return best;
    }
    const isFull = this.#templates.length >= MOST_TEMPLATES || this.#held > MOST_WORDS;
    if (isFull || (leaf?.templates.length ?? 0) >= MOST_SIBLINGS) return -1;
    words.forEach((word, i) => {
      if (numbers[i] === UNKNOWN) numbers[i] = this.#numberOf(word);
    });
    this.#held += numbers.length;
    this.#leafFor(numbers).templates.push(this.#templates.length);
    return this.#templates.push(numbers) - 1;
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** First words by which the tree parts texts of so many words. */
  #levels(length: number): number {
    return Math.max(0, Math.min(this.#settings.depth - 3, length - 1));
  }

  #find(words: Int32Array): Node | undefined {
    let node = this.#byLength.get(words.length);
    for (let level = 0; node && level < this.#levels(words.length); level++) {
      node = node.children.get(words[level]!) ?? node.children.get(WILD);
    }
    return node;
  }

  #leafFor(words: Int32Array): Node {
    let node = child(this.#byLength, words.length);
    for (let level = 0; level < this.#levels(words.length); level++) {
      node = child(node.children, this.#branch(node.children, words[level]!));
    }
    return node;
  }

  /** The word by which a new text goes down: itself while there is room, and unless it looks like a number. */
  #branch(children: ReadonlyMap<number, Node>, word: number): number {
    if (children.has(word)) return word;
    if (hasDigit(this.#words[word]!)) return WILD;
    const taken = children.size + (children.has(WILD) ? 0 : 1);
    return taken < this.#settings.children ? word : WILD;
  }

  /** The template with the largest share of equal words, of equal ones that with more wildcards, of these the first. */
  #mostSimilar(templates: readonly number[], words: Int32Array): number | undefined {
    const length = words.length;
    let [best, mostEqual, mostWild] = [-1, -1, -1];
    for (const index of templates) {
      const template = this.#templates[index]!;
      // Words that may differ before a better one is out of reach.
      const spare =
        length - Math.max(mostEqual, Math.ceil(this.#settings.similarity * length - 1e-9));
      let [equal, wild] = [0, 0];
      for (let i = 0; i < length && i - equal <= spare; i++) {
        const word = template[i]!;
        if (word === WILD) wild++;
        else if (word === words[i]) equal++;
      }
      if (equal > mostEqual || (equal === mostEqual && wild > mostWild)) {
        [best, mostEqual, mostWild] = [index, equal, wild];
      }
    }
    return mostEqual / length >= this.#settings.similarity ? best : undefined;
  }
}

function child(children: Map<number, Node>, key: number): Node {
  const known = children.get(key);
  if (known) return known;
  const made = newNode();
  children.set(key, made);
  return made;
}
