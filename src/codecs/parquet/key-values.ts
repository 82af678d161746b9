import type { FileMetaData } from 'hyparquet';
import type { AddedLeaf } from './output-columns';

/**
 * The notes of the file for the written one. Those in which Arrow repeats the schema stay true only while no column is
 * added.
 */
export function keyValues(
  { key_value_metadata: notes }: FileMetaData,
  added: readonly AddedLeaf[],
): Pick<FileMetaData, 'key_value_metadata'> {
  if (!notes) return {};
  return {
    key_value_metadata:
      added.length === 0 ? notes : notes.filter(({ key }) => key !== 'ARROW:schema'),
  };
}
