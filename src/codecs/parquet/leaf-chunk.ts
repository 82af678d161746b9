import { Damage } from './failure';
import type { RowGroup } from './footer';
import type { PageValues, PlainValues, VariableValues } from './page-values';
import { ChunkPages, type Page } from './pages';
import type { ByteSource } from '../bytes';
import type { Leaf } from './schema';
import { t } from '../../engine/language';

/** One column chunk, decoded and whole. */
export interface LeafChunk {
  readonly leaf: Leaf;
  readonly entries: number;
  /** Per entry; absent when the schema has no such level. */
  readonly definition: Uint8Array | undefined;
  readonly repetition: Uint8Array | undefined;
  /** Of the entries that are not null, in order: dictionary positions, or the values themselves. */
  readonly indices: Uint32Array | undefined;
  /** The dictionary where there are `indices`, else all values. */
  readonly values: PlainValues;
}

/** Decodes a column chunk. Pages that fell back from the dictionary make the whole chunk plain. @throws EngineError */
export function readChunk(source: ByteSource, group: RowGroup, leaf: Leaf): LeafChunk {
  const pages = new ChunkPages(source, group, leaf);
  const { entries } = group.chunks[leaf.index]!;
  const held: HeldPage[] = [];
  for (let page = pages.next(); page; page = pages.next()) held.push(hold(page, pages.dictionary));
  const indexed = held.every(({ values }) => values.kind === 'index') && held.length > 0;
  const oneDictionary = held.every(({ dictionary }) => dictionary === held[0]?.dictionary);
  const levels = {
    leaf,
    entries,
    definition: joinLevels(held, 'definition', leaf.definition, entries),
    repetition: joinLevels(held, 'repetition', leaf.repetition, entries),
  };
  if (indexed && oneDictionary) {
    return { ...levels, indices: joinIndices(held), values: held[0]!.dictionary! };
  }
  return { ...levels, indices: undefined, values: joinValues(held) };
}

type HeldPage = Page & { readonly dictionary: PlainValues | undefined };

/** A page whose values outlive the next one. */
function hold(page: Page, dictionary: PlainValues | undefined): HeldPage {
  const { values } = page;
  const kept: PageValues =
    values.kind === 'index' ? values : { ...values, bytes: values.bytes.slice() };
  return { ...page, values: kept, dictionary };
}

function joinLevels(
  pages: readonly HeldPage[],
  which: 'definition' | 'repetition',
  most: number,
  entries: number,
): Uint8Array | undefined {
  if (most === 0) return undefined;
  const levels = new Uint8Array(entries);
  let at = 0;
  for (const page of pages) {
    const part = page[which];
    if (part) levels.set(part, at);
    else levels.fill(most, at, at + page.entries);
    at += page.entries;
  }
  return levels;
}

function joinIndices(pages: readonly HeldPage[]): Uint32Array {
  const indices = new Uint32Array(pages.reduce((sum, { values }) => sum + values.count, 0));
  let at = 0;
  for (const { values } of pages) {
    if (values.kind !== 'index') continue;
    indices.set(values.indices, at);
    at += values.count;
  }
  return indices;
}

function joinValues(pages: readonly HeldPage[]): PlainValues {
  const plain = pages.map(({ values, dictionary }) =>
    values.kind === 'index' ? pick(dictionary!, values.indices) : values,
  );
  const first = plain[0];
  if (!first) return { kind: 'fixed', bytes: new Uint8Array(0), width: 1, count: 0 };
  if (plain.length === 1) return first;
  const bytes = new Uint8Array(plain.reduce((sum, part) => sum + part.bytes.length, 0));
  const count = plain.reduce((sum, part) => sum + part.count, 0);
  let at = 0;
  if (first.kind === 'fixed') {
    for (const part of plain) {
      bytes.set(part.bytes, at);
      at += part.bytes.length;
    }
    return { kind: 'fixed', bytes, width: first.width, count };
  }
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let into = 0;
  for (const part of plain) {
    const { starts: from, ends: to } = part as VariableValues;
    if (at > 0xffffffff) throw new Damage(t('one column of a row group holds more than 4 GB'));
    bytes.set(part.bytes, at);
    for (let i = 0; i < part.count; i++, into++) {
      starts[into] = at + from[i]!;
      ends[into] = at + to[i]!;
    }
    at += part.bytes.length;
  }
  return { kind: 'variable', bytes, starts, ends, count };
}

/** The values at some positions of a dictionary, which variable values share. */
function pick(values: PlainValues, indices: Uint32Array): PlainValues {
  const count = indices.length;
  if (values.kind === 'variable') {
    const starts = indices.map((index) => values.starts[index]!);
    const ends = indices.map((index) => values.ends[index]!);
    return { kind: 'variable', bytes: values.bytes, starts, ends, count };
  }
  const { width } = values;
  const bytes = new Uint8Array(count * width);
  for (let i = 0; i < count; i++) {
    const from = indices[i]! * width;
    bytes.set(values.bytes.subarray(from, from + width), i * width);
  }
  return { kind: 'fixed', bytes, width, count };
}
