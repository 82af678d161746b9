import { EngineError } from '../../engine/problems';
import type { Codec } from '../codec';
import { readParquet } from './read-parquet';

/** Apache Parquet: columns in compressed pages. */
export const parquet: Codec = {
  id: 'parquet',
  title: 'Parquet',
  extensions: ['parquet', 'parq'],
  magic: ['PAR1', 'PARE'],
  read: (source, _options, tick) => readParquet(source, tick),
  write: () => {
    throw new EngineError('unwritable', 'Parquet cannot be written yet.');
  },
};
