import { annotationsOf } from '../../../annotations/read-annotations';
import type { Annotations } from '../../../annotations/annotations';
import type { MetricContext } from '../../../metric';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { labelPatterns, type LabelPatterns } from './label-patterns';
import { t } from '../../../language';
import type { SetUnit } from './set-units';

/** What is seen together: the tags of a row, or the categories of an image. */
export interface TagSets extends LabelPatterns {
  /** What a set is of. */
  readonly unit: SetUnit;
  /** Whether a row is of a label: carries the tag, or is a box of the category. */
  readonly isOf: (row: number, label: number) => boolean;
}

/**
 * The tags of rows, or the categories of images where rows are boxes on them; a reason when rows have neither.
 * @throws EngineError unknown-column; Cancelled
 */
export function tagSets(
  table: Table,
  chosen: readonly string[],
  context: MetricContext,
): TagSets | { readonly reason: string } {
  const boxes = chosen.length > 0 ? undefined : annotationsOf(table, context.tick);
  if (boxes) return ofImages(boxes, context);
  const found = labelPatterns(table, chosen, context);
  if ('reason' in found) return found;
  const members = found.sets.map((set) => new Set(set));
  return {
    ...found,
    unit: 'row',
    isOf: (row, label) => members[found.setOf(row)]!.has(label),
  };
}

function ofImages(
  { images, categories, image, category, crowd, count, columns }: Annotations,
  { tick }: MetricContext,
): TagSets {
  const sets = images.map(() => new Set<number>());
  const ticked = everyRow(tick);
  for (let row = 0; row < count; row++) {
    ticked(row, count);
    if (crowd[row] !== 1 && category[row]! >= 0) sets[image[row]!]?.add(category[row]!);
  }
  return {
    source: t('the images'),
    unit: 'image',
    columns: [columns.category],
    labels: categories.map(({ id, name }) => name || id),
    sets: sets.map((set) => [...set]),
    rows: sets.map(() => 1),
    setOf: (row) => image[row]!,
    isOf: (row, label) => category[row] === label,
  };
}
