import { basename, extname } from 'node:path';
import type { Codec, ReadResult } from '../../codecs/codec';
import { compressionNamed, contentName, PACKINGS } from '../../codecs/bytes/compression';
import type { Compression } from '../../engine/metric';
import { packs } from '../packed/packing-sink';
import { t } from '../../engine/language';

/** How the results of a source are written. */
export interface FileForm {
  /** With its dot or dots: `.csv.gz`; '' for a source without any. */
  readonly extension: string;
  /** What the user should know before anything is written, one sentence each. */
  readonly notices: readonly string[];
}

/** The form of a source's results: that of the source, compression included, as far as it can be written. */
export function outputForm(path: string, codec: Codec, result: ReadResult): FileForm {
  const name = basename(path);
  const other = codec.writesAs?.(result);
  const extension = other ? `.${other.extension}` : extname(contentName(name));
  const notices = other ? [other.notice] : [];
  const { compression } = result.facts;
  if (!compression) return { extension, notices };
  if (packs(compression)) return { extension: extension + packing(name, compression), notices };
  const { title } = PACKINGS[compression];
  const notice = t`Results are compressed as gzip: this version of Node cannot write ${title}.`;
  return { extension: extension + packing(name, 'gzip'), notices: [...notices, notice] };
}

/** The compression's extension as the name has it, else the usual one. */
function packing(name: string, compression: Compression): string {
  return compressionNamed(name) === compression
    ? extname(name)
    : `.${PACKINGS[compression].extensions[0]}`;
}
