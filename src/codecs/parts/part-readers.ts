import { delimitedTexts } from '../delimited/again/texts-in-parts';
import { delimitedParts } from '../delimited/parts/run-parts';
import { jsonParts } from '../json/read-json-part';
import { parquetParts } from '../parquet/parquet-parts';
import type { PartReader } from './part-runner';

/** The readers of parts by their id, for a thread that is told one. Tasks and results are of the reader's own types. */
export const PART_READERS: Readonly<Record<string, PartReader<never, unknown>>> = {
  delimited: delimitedParts,
  'delimited-texts': delimitedTexts,
  json: jsonParts,
  parquet: parquetParts(),
};
