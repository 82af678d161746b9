import type { Annotations } from '../../../annotations/annotations';
import type { TableTick } from '../../../table/table';
import { polygonArea } from './box-pairs';

/** Share by which an area may differ from that of the shape. */
const AREA = 0.05;

/** What can be wrong with one annotation. */
export type RowFault =
  'orphanImage' | 'orphanCategory' | 'empty' | 'outside' | 'tiny' | 'shortPolygon' | 'areaDiffers';
/** Rows that have each fault, ascending. */
export type FaultyRows = Readonly<Record<RowFault, number[]>>;

/** Looks at every annotation. @throws Cancelled (from tick) */
export function faultyRows(found: Annotations, tick: TableTick): FaultyRows {
  const { image, category, boxes, images, crowd, area, listed } = found;
  const rows: FaultyRows = {
    ...{ orphanImage: [], orphanCategory: [], empty: [], outside: [] },
    ...{ tiny: [], shortPolygon: [], areaDiffers: [] },
  };
  for (let row = 0; row < found.count; row++) {
    if (row % 4096 === 0) tick(row, found.count);
    if (listed && image[row]! < 0) rows.orphanImage.push(row);
    if (listed && category[row]! < 0) rows.orphanCategory.push(row);
    const polygons = found.polygons(row);
    if (polygons?.some((points) => points.length < 6)) rows.shortPolygon.push(row);
    const [x, y, w, h] = boxes.subarray(4 * row, 4 * row + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    if (Number.isNaN(x)) continue;
    if (!(w > 0) || !(h > 0)) rows.empty.push(row);
    else if (w < 1 || h < 1) rows.tiny.push(row);
    const { width, height } = images[image[row]!] ?? { width: NaN, height: NaN };
    if (x < -1 || y < -1 || x + w > width + 1 || y + h > height + 1) rows.outside.push(row);
    const mask = polygons ? polygonArea(polygons) : found.maskArea(row);
    const true_ = mask ?? (crowd[row] === 1 ? NaN : w * h);
    if (Math.abs(area[row]! - true_) > AREA * true_) rows.areaDiffers.push(row);
  }
  return rows;
}
