import { t } from '../engine/language';
/** A format that is told by bytes at a fixed place, one character a byte. */
interface Signature {
  readonly magic: string;
  readonly at?: number;
  /** What to call it in "it is ...". */
  readonly title: string;
}

/** Formats that are met where data sets are kept and that are not read, or not by their first bytes alone. */
const SIGNATURES: readonly Signature[] = [
  { magic: 'PK\u0003\u0004', title: t('a zip archive or a spreadsheet') },
  { magic: 'PK\u0005\u0006', title: t('an empty zip archive') },
  { magic: 'ARROW1', title: 'Arrow' },
  { magic: 'FEA1', title: t('Feather version 1, which was replaced by Arrow: write it again') },
  { magic: '\u00d0\u00cf\u0011\u00e0', title: t('an old or a password-protected Office file') },
  { magic: 'SQLite format 3', title: 'SQLite' },
  { magic: '\u0089HDF', title: 'HDF5' },
  { magic: '\u0093NUMPY', title: t('a NumPy array') },
  { magic: 'Obj\u0001', title: 'Avro' },
  { magic: 'ORC', title: 'ORC' },
  { magic: 'BZh', title: 'bzip2' },
  { magic: '\u00fd7zXZ\u0000', title: 'xz' },
  { magic: '\u0004\u0022\u004d\u0018', title: 'LZ4' },
  { magic: '7z\u00bc\u00af\u0027\u001c', title: t('a 7z archive') },
  { magic: 'Rar!\u001a', title: t('a RAR archive') },
  { magic: '%PDF-', title: t('a PDF document') },
  { magic: '\u001f\u008b', title: t('compressed twice: unpack it once') },
  { magic: '\u0028\u00b5\u002f\u00fd', title: t('compressed twice: unpack it once') },
  { magic: 'ustar', at: 257, title: t('a tar archive: extract its files first') },
];

/**
 * What a file that is no text is by its first bytes, in "it is ..."; undefined when nothing says so. Some signatures are
 * also how a text may begin.
 */
export function binaryTitle(head: Uint8Array): string | undefined {
  const start = String.fromCharCode(...head.subarray(0, 512));
  return SIGNATURES.find(({ magic, at }) => start.startsWith(magic, at))?.title;
}
