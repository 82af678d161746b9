import { pulse } from '../ticks';
import { maskArea } from './run-lengths';
import type { Column, Table, TableTick } from '../table/table';
import { numberIn, textsOf, type AnnotatedImage, type Annotations } from './annotations';
import { boxTable } from './box-table';
import { t } from '../language';

/** What was found in a table, once per table: several metrics ask. */
const FOUND = new WeakMap<Table, Annotations | null>();

/**
 * The annotations of a table: of a document with images and categories beside its rows, or of a table of boxes told by
 * its column names. Undefined when it is neither. @throws EngineError too-large; Cancelled
 */
export function annotationsOf(table: Table, tick: TableTick): Annotations | undefined {
  let found = FOUND.get(table);
  if (found === undefined) {
    found = (table.companions ? documentOf(table, tick) : boxTable(table, tick)) ?? null;
    FOUND.set(table, found);
  }
  return found ?? undefined;
}

/** Why a metric of annotations does not apply. */
export const NO_ANNOTATIONS = t(
  'These rows are no boxes on images: neither a COCO document nor a table with an image, a class and four sides.',
);

function documentOf(table: Table, tick: TableTick): Annotations | undefined {
  const { images, categories } = table.companions!;
  const column = (name: string): Column | undefined =>
    table.columns.find((each) => each.name === name);
  const image = column('image_id');
  const category = column('category_id');
  if (!images || !image || !category) return undefined;
  const listedImages = imagesOf(images);
  const listedCategories = categories ? categoriesOf(categories) : [];
  const box = column('bbox');
  const polygons = textsOf(table, 'segmentation');
  // Members of objects are columns of their own.
  const runs = textsOf(table, 'segmentation.counts');
  const ids = textsOf(table, 'id') ?? String;
  return {
    images: listedImages,
    categories: listedCategories,
    count: table.rowCount,
    ids,
    image: placesOf(image, listedImages, tick),
    category: placesOf(category, listedCategories, tick),
    boxes: box ? boxesOf(box, tick) : new Float64Array(4 * table.rowCount).fill(NaN),
    area: numbersOf(column('area'), table.rowCount, tick),
    crowd: Uint8Array.from(numbersOf(column('iscrowd'), table.rowCount, tick), (v) =>
      v === 1 ? 1 : 0,
    ),
    polygons: (row) => (polygons ? polygonsIn(polygons(row)) : undefined),
    maskArea: (row) => (runs?.(row) ? maskArea(runs(row)) : undefined),
    columns: {
      image: image.index,
      category: category.index,
      box: box ? [box.index] : [],
    },
    listed: true,
  };
}

function imagesOf(table: Table): AnnotatedImage[] {
  const [id, width, height] = ['id', 'width', 'height'].map((name) => textsOf(table, name));
  const name = textsOf(table, 'file_name') ?? textsOf(table, 'coco_url');
  return Array.from({ length: table.rowCount }, (_, row) => ({
    id: id?.(row) ?? '',
    name: name?.(row) ?? '',
    width: numberIn(width?.(row)),
    height: numberIn(height?.(row)),
  }));
}

function categoriesOf(table: Table): Annotations['categories'] {
  const id = textsOf(table, 'id');
  const name = textsOf(table, 'name');
  return Array.from({ length: table.rowCount }, (_, row) => ({
    id: id?.(row) ?? '',
    name: name?.(row) ?? '',
  }));
}

/** Index per row of the thing that has the id of the row's cell; the first where ids repeat, -1 where none has it. */
function placesOf(
  { codes, dictionary }: Column,
  things: readonly { readonly id: string }[],
  tick: TableTick,
): Int32Array {
  const place = new Map<string, number>();
  things.forEach(({ id }, i) => {
    if (!place.has(id)) place.set(id, i);
  });
  const perCode = Int32Array.from(
    { length: dictionary.size },
    (_, code) => place.get(dictionary.text(code)) ?? -1,
  );
  pulse(tick)(0, 1);
  return Int32Array.from(codes, (code) => perCode[code]!);
}

/** The four numbers of each cell that is a list of four. */
function boxesOf({ codes, dictionary }: Column, tick: TableTick): Float64Array {
  const perCode = new Float64Array(4 * dictionary.size).fill(NaN);
  for (let code = 1; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick(code, dictionary.size);
    const list = listIn(dictionary.text(code));
    if (list?.length === 4 && list.every((v) => typeof v === 'number')) perCode.set(list, 4 * code);
  }
  const boxes = new Float64Array(4 * codes.length);
  for (let row = 0; row < codes.length; row++) {
    boxes.set(perCode.subarray(4 * codes[row]!, 4 * codes[row]! + 4), 4 * row);
  }
  return boxes;
}

function numbersOf(column: Column | undefined, rows: number, tick: TableTick): Float64Array {
  if (!column) return new Float64Array(rows).fill(NaN);
  const { codes, dictionary } = column;
  const perCode = new Float64Array(dictionary.size);
  for (let code = 0; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick(code, dictionary.size);
    perCode[code] = numberIn(dictionary.text(code));
  }
  return Float64Array.from(codes, (code) => perCode[code]!);
}

function listIn(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function polygonsIn(text: string): number[][] | undefined {
  const list = listIn(text);
  if (!list || list.length === 0) return undefined;
  const isPolygon = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((v) => typeof v === 'number');
  return list.every(isPolygon) ? list : undefined;
}
