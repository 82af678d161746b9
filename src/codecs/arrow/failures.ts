import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import { Damage } from '../parquet/failure';
import { t } from '../../engine/language';

/** Runs work on a message that may be damaged. @throws EngineError unreadable, naming the byte */
export function guardedAt<T>(source: ByteSource, at: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && ['EngineError', 'Cancelled'].includes(error.name)) throw error;
    throw damagedAt(source, at, error instanceof Damage ? error.message : undefined);
  }
}

/** Exactly these bytes. @throws EngineError unreadable */
export function readExactly(source: ByteSource, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const count = source.read(at + done, bytes.subarray(done));
    if (count === 0) throw brokenOff(source);
    done += count;
  }
  return bytes;
}

/** The file ends too early. */
export function brokenOff({ name, size }: ByteSource): EngineError {
  return new EngineError(
    'unreadable',
    t`\`${name}\` breaks off at byte ${size.toLocaleString('en')}, before the end of its Arrow data: get the file again.`,
    { byte: size },
  );
}

/** Something in the file makes no sense. */
export function damagedAt({ name }: ByteSource, byte: number, why?: string): EngineError {
  return new EngineError(
    'unreadable',
    t`\`${name}\` is damaged in the Arrow message at byte ${byte.toLocaleString('en')}${why === undefined ? '' : `: ${why}`}. Get the file again.`,
    { byte },
  );
}
