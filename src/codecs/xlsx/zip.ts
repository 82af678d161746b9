import { Inflate } from 'fflate';
import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import { Crc32 } from './crc32';
import { t } from '../../engine/language';

/** One file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
  /** Where its local header lies. */
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
/** The archive's comment may be so long. */
const LONGEST_COMMENT = 0xffff;
const MOST_ENTRIES = 65_000;
/** Packed bytes that are unpacked at a time: fewer where each unfolds to many, as deflate's 1,032 at most. */
const PIECE = 1 << 16;
const SMALL_PIECE = 1 << 11;
const MANY_TIMES = 32;

/** The files of a zip archive by name (APPNOTE 4.3). @throws EngineError unreadable */
export function zipEntries(source: ByteSource): Map<string, ZipEntry> {
  const tail = viewOf(source, Math.max(0, source.size - END_LENGTH - LONGEST_COMMENT), source.size);
  let at = tail.byteLength - END_LENGTH;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0)
    throw broken(source, t('its directory is missing, so that it breaks off'), source.size);
  const count = tail.getUint16(at + 10, true);
  const size = tail.getUint32(at + 12, true);
  const start = tail.getUint32(at + 16, true);
  if (count > MOST_ENTRIES || start + size > source.size)
    throw broken(source, t('its directory does not lie in the file'), start);
  const view = viewOf(source, start, start + size);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0, from = 0; i < count; i++) {
    if (from + 46 > view.byteLength || view.getUint32(from, true) !== CENTRAL)
      throw broken(source, t('its directory is damaged'), start + from);
    const nameLength = view.getUint16(from + 28, true);
    const next =
      from + 46 + nameLength + view.getUint16(from + 30, true) + view.getUint16(from + 32, true);
    if (next > view.byteLength) throw broken(source, t('its directory is damaged'), start + from);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, from + 46, nameLength));
    entries.set(name.replaceAll('\\', '/'), {
      name,
      method: view.getUint16(from + 10, true),
      encrypted: (view.getUint16(from + 8, true) & 1) === 1,
      crc: view.getUint32(from + 16, true),
      packedSize: view.getUint32(from + 20, true),
      size: view.getUint32(from + 24, true),
      offset: view.getUint32(from + 42, true),
    });
    from = next;
  }
  return entries;
}

/**
 * The content of one file in pieces; what comes out is never more than the directory says, and its checksum is compared.
 * `at` hears how many packed bytes were read. @throws EngineError unreadable; what `at` throws
 */
export function* unzipped(
  source: ByteSource,
  entry: ZipEntry,
  at: (bytes: number) => void,
): Generator<Uint8Array> {
  if (entry.encrypted) {
    throw new EngineError(
      'unreadable',
      t`\`${source.name}\` is protected with a password: save it without one.`,
    );
  }
  const header = viewOf(source, entry.offset, entry.offset + 30);
  const fits = entry.method === 0 || entry.method === 8;
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL || !fits)
    throw broken(source, t`\`${entry.name}\` in it is damaged`, entry.offset);
  const start = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const end = start + entry.packedSize;
  const crc = new Crc32();
  let size = 0;
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((bytes) => ready.push(bytes));
  const step = entry.size > MANY_TIMES * entry.packedSize ? SMALL_PIECE : PIECE;
  for (let from = start; ; from += step) {
    const piece = viewOf(source, from, Math.min(end, from + step));
    const last = from + step >= end;
    const bytes = new Uint8Array(piece.buffer);
    try {
      if (from + bytes.length < Math.min(end, from + step)) throw new Error('It breaks off.');
      if (entry.method === 0) ready.push(bytes);
      else inflate.push(bytes, last);
    } catch {
      throw broken(source, t`\`${entry.name}\` in it is damaged`, from);
    }
    for (const part of ready) {
      size += part.length;
      if (size > entry.size) break;
      crc.update(part);
      yield part;
    }
    if (size > entry.size || (last && (size < entry.size || crc.digest() !== entry.crc)))
      throw broken(source, t`\`${entry.name}\` in it is damaged`, from);
    ready = [];
    at(from + bytes.length);
    if (last) return;
  }
}

/** The refusal of an archive that is damaged at a byte. */
function broken({ name }: ByteSource, what: string, byte: number): EngineError {
  return new EngineError(
    'unreadable',
    t`\`${name}\` cannot be opened: ${what}, at byte ${byte.toLocaleString('en')}. Get the file again.`,
    { byte },
  );
}

/** The bytes [from, to), fewer at the end of the file, in memory of their own. */
function viewOf(source: ByteSource, from: number, to: number): DataView {
  const bytes = new Uint8Array(Math.max(0, Math.min(to, source.size) - from));
  let done = 0;
  while (done < bytes.length) {
    const count = source.read(from + done, bytes.subarray(done));
    if (count === 0) break;
    done += count;
  }
  return new DataView(bytes.buffer, 0, done);
}
