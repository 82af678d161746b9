import type { CompressionCodec, FileMetaData } from 'hyparquet';
import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import { canDecompress } from './decompress';
import { Damage } from './failure';
import { schemaOf, type Leaf, type Schema } from './schema';
import { t } from '../../engine/language';

/** The pages of one column in one row group. */
export interface Chunk {
  readonly codec: CompressionCodec;
  /** Bytes of the file, [start, end). */
  readonly start: number;
  readonly end: number;
  /** Values, null ones and empty lists included. */
  readonly entries: number;
}

/** Some rows of the file, column after column. */
export interface RowGroup {
  readonly index: number;
  readonly firstRow: number;
  readonly rows: number;
  /** By leaf. */
  readonly chunks: readonly Chunk[];
}

/** What the end of a Parquet file says about the rest. */
export interface Footer {
  readonly metadata: FileMetaData;
  readonly schema: Schema;
  readonly groups: readonly RowGroup[];
  readonly rows: number;
}

const MAGIC = 'PAR1';
const ENCRYPTED = 'PARE';
const TRAILER = 8;
const MOST_METADATA = 1 << 29;
const MOST_ROWS = 0xfffffffe;

/** Reads and checks the footer. @throws EngineError unreadable, unsupported-format, too-large */
export function readFooter(source: ByteSource): Footer {
  const { name, size } = source;
  const refuse = (why: string, byte: number) =>
    new EngineError('unreadable', t`\`${name}\` is not a whole Parquet file: ${why}.`, { byte });
  if (size < 12) throw refuse(t`it has only ${size} bytes`, size);
  const trailer = take(source, size - TRAILER, TRAILER);
  const mark = ascii(trailer.subarray(4));
  if (mark === ENCRYPTED || ascii(take(source, 0, 4)) === ENCRYPTED) {
    throw new EngineError(
      'unsupported-format',
      t`\`${name}\` is encrypted: decrypt it first, with the program that wrote it.`,
    );
  }
  if (mark !== MAGIC) {
    throw refuse(
      t`its end is missing after byte ${size.toLocaleString('en')}, as after a copy or a program that stopped early; copy or export it again`,
      size - 4,
    );
  }
  const length = new DataView(trailer.buffer).getUint32(0, true);
  const start = size - TRAILER - length;
  if (start < 4 || length > MOST_METADATA) {
    throw refuse(t`its footer says it is ${length} bytes long; copy or export it again`, size - 8);
  }
  const bytes = take(source, start, length + TRAILER);
  try {
    const metadata = parquetMetadata(bytes, { geoparquet: false });
    const schema = schemaOf(metadata.schema);
    return { metadata, schema, ...groupsOf(metadata, schema.leaves, size) };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const what = error instanceof Damage ? error.message : t('the bytes make no sense');
    throw refuse(
      t`its footer at byte ${start} is damaged (${what}); copy or export it again`,
      start,
    );
  }
}

function groupsOf(
  metadata: FileMetaData,
  leaves: readonly Leaf[],
  size: number,
): Pick<Footer, 'groups' | 'rows'> {
  let firstRow = 0;
  const groups = metadata.row_groups.map((group, index): RowGroup => {
    const rows = sizeFrom(group.num_rows, t`the rows of row group ${index + 1}`);
    if (group.columns.length !== leaves.length) {
      throw new Damage(
        t`row group ${index + 1} has ${group.columns.length} columns and the schema ${leaves.length}`,
      );
    }
    const chunks = group.columns.map((column, at) =>
      chunkOf(column, leaves[at]!, t`row group ${index + 1}, column \`${leaves[at]!.name}\``, {
        rows,
        size,
      }),
    );
    const found: RowGroup = { index, firstRow, rows, chunks };
    firstRow += rows;
    return found;
  });
  const announced = sizeFrom(metadata.num_rows, t('the rows of the file'));
  if (firstRow !== announced) {
    throw new Damage(t`${announced} rows are announced, ${firstRow} in row groups`);
  }
  if (firstRow > MOST_ROWS) {
    throw new EngineError(
      'too-large',
      t`The file has ${firstRow.toLocaleString('en')} rows, more than can be numbered: split it and audit the parts.`,
    );
  }
  return { groups, rows: firstRow };
}

function chunkOf(
  column: FileMetaData['row_groups'][number]['columns'][number],
  leaf: Leaf,
  where: string,
  { rows, size }: { readonly rows: number; readonly size: number },
): Chunk {
  const unsupported = (why: string) =>
    new EngineError('unsupported-format', `${capital(where)}${why}`);
  if (column.crypto_metadata || column.encrypted_column_metadata) {
    throw unsupported(t(' is encrypted: decrypt the file first, with the program that wrote it.'));
  }
  if (column.file_path)
    throw unsupported(t` lies in another file, \`${column.file_path}\`: audit that.`);
  const data = column.meta_data;
  if (!data) throw new Damage(t`${where} is not described`);
  if (!canDecompress(data.codec)) {
    throw unsupported(
      t` is compressed with ${data.codec ?? t('an unknown method')}, which cannot be read: write it with zstd or snappy.`,
    );
  }
  const first = sizeFrom(data.data_page_offset, t`the place of ${where}`);
  const dictionary = sizeFrom(data.dictionary_page_offset ?? 0n, t`the dictionary of ${where}`);
  const start = dictionary >= 4 && dictionary < first ? dictionary : first;
  const end = start + sizeFrom(data.total_compressed_size, t`the size of ${where}`);
  const entries = sizeFrom(data.num_values, t`the values of ${where}`);
  // A column without values has no page and no place.
  if (entries > 0 && !(start >= 4 && end >= start && end <= size - TRAILER)) {
    throw new Damage(t`${where} lies outside of the file, at byte ${start}`);
  }
  if (!(entries >= rows) || (leaf.repetition === 0 && entries !== rows)) {
    throw new Damage(t`${where} has ${entries} values for ${rows} rows`);
  }
  return { codec: data.codec, start, end, entries };
}

/** A count or a position that must be there, whatever stands in its place. @throws Damage */
function sizeFrom(value: unknown, what: string): number {
  if (typeof value !== 'bigint' || value < 0n || value > Number.MAX_SAFE_INTEGER) {
    throw new Damage(t`${what} cannot be told`);
  }
  return Number(value);
}

function take(source: ByteSource, position: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = source.read(position + done, bytes.subarray(done));
    if (count === 0) {
      throw new EngineError(
        'source-changed',
        t`\`${source.name}\` became shorter: audit it again.`,
      );
    }
    done += count;
  }
  return bytes;
}

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
