import type { Codec } from '../codec';
import { readParquet } from './read-parquet';
import { writeParquet } from './write-parquet';

/** Apache Parquet: columns in compressed pages. */
export const parquet: Codec = {
  id: 'parquet',
  title: 'Parquet',
  extensions: ['parquet', 'parq'],
  magic: ['PAR1', 'PARE'],
  read: (source, options, tick) => readParquet(source, tick, options),
  write: writeParquet,
};
