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

/** A row, or rows of equal tags, or an image: the numbers of the different concepts it carries, by view. */
export interface ConceptItem {
  readonly carries: Readonly<Partial<Record<ViewName, readonly number[]>>>;
  /** Rows, or images, it stands for. */
  readonly weight: number;
  /** The row; absent where it is no single one. */
  readonly row?: number;
}

/** Concepts of one view, numbered from 0. */
export interface ConceptNames {
  /** One more than the largest number. */
  readonly count: number;
  /** What a concept is called. */
  nameOf(concept: number): string;
}

/** Items with their pairs. */
interface WithPairs {
  readonly items: readonly ConceptItem[];
  readonly names: Readonly<Record<ViewName, ConceptNames>>;
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
  const numbered = new NumberedConcepts();
  const items = sets.map((set, i) => ({
    carries: {
      objects: numbered.of(
        'objects',
        set.map((label) => labels[label]!),
      ),
    },
    weight: rows[i]!,
  }));
  const paired = withPairs(items, 'objects', numbered);
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
  const numbered = new NumberedConcepts();
  const items = Array.from(levels, (level, i): ConceptItem => {
    if (i % 64 === 0) context.tick(i, levels.length);
    const row = sample.rows[i]!;
    const cell = level < 0 ? '' : text(level).slice(0, CHARACTERS);
    const objects = tags?.sets[tags.setOf(row)]?.map((label) => tags.labels[label]!);
    return {
      row,
      weight: 1,
      carries: {
        words: numbered.of('words', contentWords(cell, WORDS)),
        questions: numbered.of('questions', cell.includes('?') ? questionTypes(cell) : []),
        ...(objects && { objects: numbered.of('objects', objects) }),
      },
    };
  });
  return {
    ...withPairs(items, tags ? 'objects' : 'words', numbered),
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

/** Numbers for the concepts of each view but pairs, in the order in which they come. */
class NumberedConcepts {
  readonly #numbers = { words: numbers(), objects: numbers(), questions: numbers() };

  /** The numbers of some concepts of a view. */
  of(view: Exclude<ViewName, 'pairs'>, concepts: readonly string[]): number[] {
    const known = this.#numbers[view];
    return concepts.map((concept) => {
      const number = known.get(concept) ?? known.size;
      if (number === known.size) known.set(concept, number);
      return number;
    });
  }

  /** The concepts of a view, by their numbers. */
  names(view: Exclude<ViewName, 'pairs'>): readonly string[] {
    return [...this.#numbers[view].keys()];
  }
}

const numbers = () => new Map<string, number>();

const named = (names: readonly string[]): ConceptNames => ({
  count: names.length,
  nameOf: (concept) => names[concept]!,
});

/** Adds the unordered pairs of each item's frequent things, of the first 16 of them. */
function withPairs(
  items: readonly ConceptItem[],
  of: 'objects' | 'words',
  numbered: NumberedConcepts,
): WithPairs {
  const names = numbered.names(of);
  const counts = new Float64Array(names.length);
  for (const { carries, weight } of items) {
    for (const thing of carries[of] ?? []) counts[thing]! += weight;
  }
  // In the order of their names, so that the first of a pair has the smaller place.
  const things = names.filter((_, thing) => counts[thing]! >= FREQUENT).sort();
  // A pair is the place of one times this, and the place of the other.
  const many = Math.max(1, things.length);
  const places = new Map(things.map((thing, place) => [thing, place]));
  const placeOf = Int32Array.from(names, (name) => places.get(name) ?? -1);
  const paired = items.map((item) => {
    const own: number[] = [];
    for (const thing of item.carries[of] ?? []) {
      const place = placeOf[thing]!;
      if (place >= 0 && own.push(place) === PAIRED) break;
    }
    own.sort((a, b) => a - b);
    const pairs: number[] = [];
    for (let i = 0; i < own.length; i++) {
      for (let j = i + 1; j < own.length; j++) pairs.push(own[i]! * many + own[j]!);
    }
    return { ...item, carries: { ...item.carries, pairs } };
  });
  return {
    items: paired,
    names: {
      words: named(numbered.names('words')),
      objects: named(numbered.names('objects')),
      questions: named(numbered.names('questions')),
      pairs: {
        count: many ** 2,
        nameOf: (pair) => `${things[Math.floor(pair / many)]!} + ${things[pair % many]!}`,
      },
    },
  };
}
