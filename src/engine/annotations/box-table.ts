import type { Table, TableTick } from '../table/table';
import { tokensOf } from '../role-guess/role-names';
import { numberIn, textsOf, type Annotations } from './annotations';

const IMAGE = [
  'image',
  'image_id',
  'imageid',
  'filename',
  'file_name',
  'image_path',
  'img',
  'path',
];
const CATEGORY = [
  'class',
  'category',
  'label',
  'label_name',
  'labelname',
  'category_id',
  'class_name',
  'name',
];
/** Sides of a box: left, top, and right and bottom or width and height. */
const CORNERS = [
  ['xmin', 'ymin', 'xmax', 'ymax'],
  ['x_min', 'y_min', 'x_max', 'y_max'],
  ['x1', 'y1', 'x2', 'y2'],
  ['left', 'top', 'right', 'bottom'],
];
const SIZES = [
  ['x', 'y', 'w', 'h'],
  ['x', 'y', 'width', 'height'],
  ['bbox_x', 'bbox_y', 'bbox_w', 'bbox_h'],
  ['bbox_x', 'bbox_y', 'bbox_width', 'bbox_height'],
  ['left', 'top', 'width', 'height'],
];
const WIDTH = ['image_width', 'img_width', 'width'];
const HEIGHT = ['image_height', 'img_height', 'height'];

/** The annotations of a table with a row per box; undefined unless an image, a class and four sides are named. */
export function boxTable(table: Table, tick: TableTick): Annotations | undefined {
  const named = new Map(table.columns.map(({ name }) => [plain(name), name]));
  const first = (names: readonly string[]) => names.find((name) => named.has(name));
  const image = first(IMAGE);
  const category = first(CATEGORY);
  const corners = CORNERS.find((names) => names.every((name) => named.has(name)));
  const sizes = SIZES.find((names) => names.every((name) => named.has(name)));
  const sides = corners ?? sizes;
  if (image === undefined || category === undefined || !sides) return undefined;
  const column = (name: string) => table.columns.find((each) => each.name === named.get(name))!;
  table.backing?.load(
    [image, category, ...sides].map((name) => column(name).index),
    tick,
  );
  const texts = (name: string) => textsOf(table, named.get(name)!)!;
  const numbers = (name: string) => {
    const { codes, dictionary } = column(name);
    const perCode = Float64Array.from({ length: dictionary.size }, (_, code) =>
      numberIn(dictionary.text(code)),
    );
    return (row: number) => perCode[codes[row]!]!;
  };
  const [left, top, third, fourth] = sides.map(numbers);
  const n = table.rowCount;
  const boxes = new Float64Array(4 * n);
  for (let row = 0; row < n; row++) {
    if (row % 8192 === 0) tick(row, n);
    const [x, y] = [left!(row), top!(row)];
    const [w, h] = corners ? [third!(row) - x, fourth!(row) - y] : [third!(row), fourth!(row)];
    boxes.set([x, y, w, h], 4 * row);
  }
  const sizeOf = (names: readonly string[]) => {
    const name = first(names.filter((each) => !sides.includes(each)));
    return name === undefined ? () => NaN : numbers(name);
  };
  const images = grouped(texts(image), n);
  const categories = grouped(texts(category), n);
  const [width, height] = [sizeOf(WIDTH), sizeOf(HEIGHT)];
  return {
    images: images.rows.map((row, i) => ({
      id: images.texts[i]!,
      name: images.texts[i]!,
      width: width(row),
      height: height(row),
    })),
    categories: categories.texts.map((text) => ({ id: text, name: text })),
    count: n,
    ids: String,
    image: images.places,
    category: categories.places,
    boxes,
    area: new Float64Array(n).fill(NaN),
    crowd: new Uint8Array(n),
    polygons: () => undefined,
    maskArea: () => undefined,
    columns: {
      image: column(image).index,
      category: column(category).index,
      box: sides.map((name) => column(name).index),
    },
    listed: false,
  };
}

const plain = (name: string) =>
  /[A-Z]/.test(name) ? tokensOf(name).join('_') || name.toLowerCase() : name.trim();

/** Rows by their text: the place of each, and the texts with their first row. Empty cells have none. */
function grouped(
  text: (row: number) => string,
  n: number,
): { readonly places: Int32Array; readonly texts: string[]; readonly rows: number[] } {
  const place = new Map<string, number>();
  const [texts, rows]: [string[], number[]] = [[], []];
  const places = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    const own = text(row);
    let at = own === '' ? -1 : place.get(own);
    if (at === undefined) {
      at = texts.push(own) - 1;
      rows.push(row);
      place.set(own, at);
    }
    places[row] = at;
  }
  return { places, texts, rows };
}
