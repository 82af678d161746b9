import type { Table } from '../table/table';

/** Boxes on images with their categories: what COCO and LVIS documents and tables of boxes hold. */
export interface Annotations {
  readonly images: readonly AnnotatedImage[];
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  /** One per row of the table. */
  readonly count: number;
  readonly ids: (row: number) => string;
  /** Index of a row's image and category; -1 where the document has none of that id. */
  readonly image: Int32Array;
  readonly category: Int32Array;
  /** Left, top, width, height per row; NaN where there is no box. */
  readonly boxes: Float64Array;
  /** NaN where none is given. */
  readonly area: Float64Array;
  readonly crowd: Uint8Array;
  /** The polygons of a row: lists of x and y in turn; undefined without, or where it is run-length coded. */
  readonly polygons: (row: number) => readonly (readonly number[])[] | undefined;
  /** Pixels of the mask of a row that is run-length coded; undefined without, or where it cannot be read. */
  readonly maskArea: (row: number) => number | undefined;
  /** Columns that place a row: image, category, boxes. */
  readonly columns: {
    readonly image: number;
    readonly category: number;
    readonly box: readonly number[];
  };
  /** Images and categories come with the document, so that what is missing in them is an error. */
  readonly listed: boolean;
}

/** One image; sizes are NaN where they are not known. */
export interface AnnotatedImage {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** The text of every cell of a column by its name, as a function of the row; undefined when there is none. */
export function textsOf(table: Table, name: string): ((row: number) => string) | undefined {
  const column = table.columns.find((each) => each.name === name);
  if (!column) return undefined;
  const { codes, dictionary } = column;
  return (row) => dictionary.text(codes[row]!);
}

/** A number as JSON writes it; NaN for anything else. */
export function numberIn(text: string | undefined): number {
  return text === undefined || text.trim() === '' ? NaN : Number(text);
}
