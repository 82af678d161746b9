import type { PartReader } from '../parts/part-runner';
import { readFooter, type Footer } from './footer';
import type { GroupPart, GroupTask } from './group-part';
import { readGroups } from './read-groups';

/** Row groups of Parquet files; `known`: the footer where it is at hand, else each part reads it. */
export function parquetParts(known?: Footer): PartReader<GroupTask, GroupPart> {
  return {
    id: 'parquet',
    bytes: ({ bytes }) => bytes,
    read: (source, task, hints, tick) =>
      readGroups(source, known ?? readFooter(source), task, hints, tick),
  };
}
