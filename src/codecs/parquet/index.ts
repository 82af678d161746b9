import type { Codec, OutputForm, ReadResult } from '../codec';
import { writtenAs } from './compress';
import { readParquet, readParquetHead, type ParquetResult } from './read-parquet';
import { writeParquet } from './write-parquet';
import { t } from '../../engine/language';

/** Apache Parquet: columns in compressed pages. */
export const parquet: Codec = {
  id: 'parquet',
  title: 'Parquet',
  extensions: ['parquet', 'parq'],
  magic: ['PAR1', 'PARE'],
  read: (source, options, tick) => readParquet(source, tick, options),
  head: (source, _options, tick) => readParquetHead(source, tick),
  writesAs: otherCompression,
  write: writeParquet,
};

/** Says that results are compressed in another way, where the file's own cannot be written. */
function otherCompression(result: ReadResult): OutputForm | undefined {
  const groups = isParquet(result) ? result.footer.groups : [];
  const lost = groups
    .flatMap(({ chunks }) => chunks)
    .map(({ codec }) => codec)
    .find((codec) => writtenAs(codec) !== codec);
  if (lost === undefined) return undefined;
  const title = lost.replace('_RAW', '').toLowerCase();
  const extension = /\.([^.]+)$/.exec(result.facts.name)?.[1] ?? 'parquet';
  const notice = t`Results are compressed with snappy: ${title}, as in this file, is read but not written.`;
  return { extension, notice };
}

function isParquet(result: ReadResult): result is ParquetResult {
  return 'footer' in result;
}
