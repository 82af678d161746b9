import { extname } from 'node:path';
import { contentName } from '../../codecs/bytes/compression';

/** A file name without folder in two: `train` and `.csv.gz` of `train.csv.gz`. Either may be empty. */
export function nameParts(name: string): { readonly stem: string; readonly extension: string } {
  const content = contentName(name);
  const stem = content.slice(0, content.length - extname(content).length);
  return { stem, extension: name.slice(stem.length) };
}
