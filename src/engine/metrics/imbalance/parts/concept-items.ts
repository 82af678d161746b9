import { contentWords, questionTypes } from '../../../cells/content-words';
import type { MetricContext } from '../../../metric';
import { EngineError } from '../../../problems';
import type { Values } from '../../../params/params';
import { columnWith } from '../../../roles/roles';
import { sampledColumns, sampleFor } from '../../../sampling/sampled-columns';
import { findColumn, type Table } from '../../../table/table';
import { tagSets, type TagSets } from './tag-sets';
import { t } from '../../../language';

/** The four ways in which rows are made of concepts. */
export const VIEWS = ['words', 'objects', 'pairs', 'questions'] as const;
export type ViewName = (typeof VIEWS)[number];

/** A concept as it is told from others; a pair is a number. */
export type Concept = string | number;

/** A row, or rows of equal tags, or an image: the different concepts it carries, by view. */
export interface ConceptItem {
  readonly carries: Readonly<
    Partial<Record<Exclude<ViewName, 'pairs'>, readonly string[]>> & {
      readonly pairs?: readonly number[];
    }
  >;
  /** Rows, or images, it stands for. */
  readonly weight: number;
  /** The row; absent where it is no single one. */
  readonly row?: number;
}

/** Items with their pairs. */
interface WithPairs {
  readonly items: readonly ConceptItem[];
  /** What a concept is called. */
  nameOf(concept: Concept): string;
}

/** What was looked at. */
export interface ConceptItems extends WithPairs {
  readonly source: string;
  readonly unit: 'row' | 'image';
  /** Rows or images looked at, of all. */
  readonly looked: number;
  readonly of: number;
  readonly first: boolean;
  readonly columns: readonly number[];
}

/** Texts that are read, how much of each, and things of a row that are paired. */
const TEXTS = 2000;
const CHARACTERS = 2000;
const WORDS = 100;
const PAIRED = 16;
/** Rows a thing must be in to be paired. */
const FREQUENT = 5;

/** The concepts of a table's texts and tags; a reason when it has neither. @throws EngineError unknown-column; Cancelled */
export function conceptItems(
  table: Table,
  values: Values,
  context: MetricContext,
): ConceptItems | { readonly reason: string } {
  const tags = tagSets(table, values['tags'] as readonly string[], context);
  const objects = 'reason' in tags ? undefined : tags;
  const text = textColumn(table, values['text'], context);
  if (text !== undefined && objects?.unit !== 'image')
    return ofTexts(table, text, objects, context);
  if (!objects) return { reason: t('There is no text and no list of tags.') };
  const { sets, rows, labels, source, unit, columns } = objects;
  const looked = rows.reduce((sum, n) => sum + n, 0);
  const items = sets.map((set, i) => ({
    carries: { objects: set.map((label) => labels[label]!) },
    weight: rows[i]!,
  }));
  const paired = withPairs(items, 'objects');
  return { ...paired, source, unit, looked, of: looked, first: false, columns };
}

function textColumn(
  table: Table,
  name: Values[string] | undefined,
  { roles }: MetricContext,
): number | undefined {
  if (typeof name !== 'string') return columnWith(roles, 'text');
  const index = findColumn(table.columns, name);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
  return index;
}

function ofTexts(
  table: Table,
  index: number,
  tags: TagSets | undefined,
  context: MetricContext,
): ConceptItems {
  const sample = sampleFor(table, [index], TEXTS);
  const [column] = sampledColumns(table, [index], sample, context);
  const { levels, text } = column!;
  const items = Array.from(levels, (level, i): ConceptItem => {
    if (i % 64 === 0) context.tick(i, levels.length);
    const row = sample.rows[i]!;
    const cell = level < 0 ? '' : text(level).slice(0, CHARACTERS);
    const objects = tags?.sets[tags.setOf(row)]?.map((label) => tags.labels[label]!);
    return {
      row,
      weight: 1,
      carries: {
        words: contentWords(cell, WORDS),
        questions: cell.includes('?') ? questionTypes(cell) : [],
        ...(objects && { objects }),
      },
    };
  });
  return {
    ...withPairs(items, tags ? 'objects' : 'words'),
    source: tags
      ? t`\`${column!.name.replace(/`/g, "'")}\` and ${tags.source}`
      : `\`${column!.name.replace(/`/g, "'")}\``,
    unit: 'row',
    looked: items.length,
    of: table.rowCount,
    first: sample.first && items.length < table.rowCount,
    columns: [index, ...(tags?.columns ?? [])],
  };
}

/** Adds the unordered pairs of each item's frequent things, of the first 16 of them. */
function withPairs(items: readonly ConceptItem[], of: 'objects' | 'words'): WithPairs {
  const counts = new Map<string, number>();
  for (const { carries, weight } of items) {
    for (const thing of carries[of] ?? []) counts.set(thing, (counts.get(thing) ?? 0) + weight);
  }
  // In the order of their names, so that the first of a pair has the smaller number.
  const things = [...counts].flatMap(([thing, n]) => (n >= FREQUENT ? [thing] : [])).sort();
  // A pair is the number of one times this, and the number of the other: small, for the sake of maps.
  const many = Math.max(1, things.length);
  const numberOf = new Map(things.map((thing, number) => [thing, number]));
  const paired = items.map((item) => {
    const own: number[] = [];
    for (const thing of item.carries[of] ?? []) {
      const number = numberOf.get(thing);
      if (number !== undefined && own.push(number) === PAIRED) break;
    }
    own.sort((a, b) => a - b);
    const pairs: number[] = [];
    own.forEach((a, i) => {
      for (let j = i + 1; j < own.length; j++) pairs.push(a * many + own[j]!);
    });
    return { ...item, carries: { ...item.carries, pairs } };
  });
  return {
    items: paired,
    nameOf: (concept) =>
      typeof concept === 'string'
        ? concept
        : `${things[Math.floor(concept / many)]!} + ${things[concept % many]!}`,
  };
}
