import type { Annotations } from '../../../annotations/annotations';
import type { TableTick } from '../../../table/table';

/** Boxes that hardly differ in place: two rows, and whether their categories are the same. */
export interface BoxPair {
  readonly first: number;
  readonly second: number;
  readonly same: boolean;
  /** Same category and the same box to a whole pixel. */
  readonly exact: boolean;
}

/** Share of overlap from which two boxes are one (cleanlab: 0.95). */
const OVERLAP = 0.95;

/** Rows of each image, ascending; rows without an image are left out. */
export function rowsPerImage({ image, images, count }: Annotations): Uint32Array[] {
  const sizes = new Uint32Array(images.length);
  for (let row = 0; row < count; row++) if (image[row]! >= 0) sizes[image[row]!]!++;
  const lists = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(images.length);
  for (let row = 0; row < count; row++) {
    const of = image[row]!;
    if (of >= 0) lists[of]![filled[of]!++] = row;
  }
  return lists;
}

/** All pairs of boxes of an image that overlap by 95 % or more, or are equal; crowds are left out. @throws Cancelled */
export function alikeBoxes(annotations: Annotations, tick: TableTick): BoxPair[] {
  const { boxes, category, crowd } = annotations;
  const pairs: BoxPair[] = [];
  const lists = rowsPerImage(annotations);
  const at = (row: number, side: number) => boxes[4 * row + side]!;
  lists.forEach((rows, i) => {
    if (i % 256 === 0) tick(i, lists.length);
    const sorted = [...rows]
      .filter((row) => crowd[row] === 0 && at(row, 2) > 0 && at(row, 3) > 0)
      .sort((a, b) => at(a, 0) - at(b, 0) || a - b);
    sorted.forEach((a, place) => {
      if (place % 256 === 255) tick(i, lists.length);
      for (let j = place + 1; j < sorted.length; j++) {
        const b = sorted[j]!;
        // Boxes of such an overlap begin within a twentieth of the wider one's width.
        if (at(b, 0) - at(a, 0) > at(a, 2) * (1 - OVERLAP) + 1) break;
        const same = category[a] === category[b];
        const exact =
          same && [0, 1, 2, 3].every((side) => Math.round(at(a, side)) === Math.round(at(b, side)));
        if (exact || overlap(boxes, a, b) >= OVERLAP) {
          pairs.push({ first: Math.min(a, b), second: Math.max(a, b), same, exact });
        }
      }
    });
  });
  return pairs.sort((x, y) => x.first - y.first || x.second - y.second);
}

/** Intersection over union of the boxes of two rows. */
export function overlap(boxes: Float64Array, a: number, b: number): number {
  const [ax, ay, aw, ah] = boxes.subarray(4 * a, 4 * a + 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  const [bx, by, bw, bh] = boxes.subarray(4 * b, 4 * b + 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (!(width > 0) || !(height > 0)) return 0;
  const both = width * height;
  return both / (aw * ah + bw * bh - both);
}

/** Area of polygons given as x and y in turn (shoelace formula), summed. */
export function polygonArea(polygons: readonly (readonly number[])[]): number {
  return polygons.reduce((sum, points) => {
    let twice = 0;
    for (let i = 0; i + 1 < points.length; i += 2) {
      const j = (i + 2) % points.length;
      twice += points[i]! * points[j + 1]! - points[j]! * points[i + 1]!;
    }
    return sum + Math.abs(twice) / 2;
  }, 0);
}
