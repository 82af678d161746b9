import { PairTable } from '../kernels/pair-table';
import { documentsOf, NO_DOCUMENT, type Documents } from '../near-text/documents';
import { refuseWithoutRoom } from '../near-text/room';
import { CellHash } from '../sketches/cell-hash';
import type { Table, TableTick } from '../table/table';
import { hasDigit, Masker, type Mask } from './masks';
import { ParseTree, type TreeSettings } from './parse-tree';

/** Stands for "no template": there is no text, it is too long, or there was no room to learn from it. */
export const NO_TEMPLATE = 0xffffffff;

/** How templates are found. */
export interface TemplateSettings extends TreeSettings {
  readonly masks: readonly Mask[];
}

/** The templates of the texts of a column. */
export interface TextTemplates {
  readonly documents: Documents;
  /** Templates, numbered in the order of their first texts. */
  readonly count: number;
  /** Different texts that were gone through. */
  readonly texts: number;
  /** Of the first ENOUGH_TEXTS hardly two have a template in common. */
  readonly structureless: boolean;
  /** Texts that are too long to be generated from a template. */
  readonly long: number;
  hasText(row: number): boolean;
  /** The template of a row; NO_TEMPLATE where it has none. */
  of(row: number): number;
  /** A template as text, with wildcards and masks. */
  text(template: number): string;
}

/** Texts of more bytes or words are no lines of a log and no filled-in forms. */
const MOST_BYTES = 1 << 16;
const MOST_WORDS = 1024;
/** Different texts after which, and share of templates among them from which, there is no structure to be found. */
export const ENOUGH_TEXTS = 5_000;
const STRUCTURELESS = 0.8;

/** What was found last in each table: metric, detector and previews ask for the same. */
const KNOWN = new WeakMap<Table, Known>();

interface Known {
  readonly key: string;
  readonly found: TextTemplates;
  readonly isWhole: boolean;
}

/** Bytes per document: its template, and a different text at most. */
const BYTES = 28;

/**
 * The templates of a column's texts: numbers and the like are masked, the rest is parsed by a tree. Equal texts have one
 * template. With `givesUp` no more texts are looked at once it is known that they are structureless. Memory: 4 bytes per
 * document, 16 to 24 per different text, and what the tree holds. @throws EngineError too-large; Cancelled
 */
export function textTemplates(
  table: Table,
  index: number,
  settings: TemplateSettings,
  tick: TableTick,
  givesUp = false,
): TextTemplates {
  const key = JSON.stringify([index, settings]);
  const known = KNOWN.get(table);
  if (known?.key === key && (known.isWhole || givesUp)) return known.found;
  const documents = documentsOf(table, index);
  refuseWithoutRoom(table, index, documents.count * BYTES);
  const found = learnt(documents, settings, givesUp, tick);
  KNOWN.set(table, { key, found, isWhole: !(givesUp && found.structureless) });
  return found;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function learnt(
  documents: Documents,
  { masks, ...settings }: TemplateSettings,
  givesUp: boolean,
  tick: TableTick,
): TextTemplates {
  const tree = new ParseTree(settings);
  const masker = new Masker(masks);
  const templateOf = new Uint32Array(documents.count).fill(NO_TEMPLATE);
  const hash = new CellHash();
  const seen = new PairTable();
  const ofText: number[] = [];
  let long = 0;
  let unlike = 0;
  let structureless = false;
  documents.each((document, bytes, start, end) => {
    if (structureless && givesUp) return;
    hash.hash(bytes, start, end);
    const text = seen.entryOf(hash.low, hash.high);
    if (text === ofText.length) {
      if (text === ENOUGH_TEXTS) {
        structureless = tree.count + unlike > STRUCTURELESS * (text - long);
        if (structureless && givesUp) return;
      }
      const words = end - start > MOST_BYTES ? [] : wordsOf(masker, bytes, start, end);
      const fits = words.length > 0 && words.length <= MOST_WORDS;
      if (!fits) long++;
      const template = fits ? tree.add(words) : -1;
      if (fits && template < 0) unlike++;
      ofText.push(template >>> 0);
    }
    templateOf[document] = ofText[text]!;
  }, tick);
  return {
    documents,
    count: tree.count,
    texts: ofText.length,
    structureless,
    long,
    hasText: (row) => documents.of(row) !== NO_DOCUMENT,
    of(row) {
      const document = documents.of(row);
      return document === NO_DOCUMENT ? NO_TEMPLATE : templateOf[document]!;
    },
    text: (template) => tree.text(template),
  };
}

/** The words of a text, masked; none in white space alone. */
function wordsOf(masker: Masker, bytes: Uint8Array, start: number, end: number): readonly string[] {
  const words = masker.words(decoder.decode(bytes.subarray(start, end)));
  if (words.length === 1 && words[0] === '') return [];
  return words.map((word) => (hasDigit(word) ? masker.word(word) : word));
}
