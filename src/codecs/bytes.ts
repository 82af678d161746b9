import { EngineError } from '../engine/problems';
import { t } from '../engine/language';

/** Bytes to read, synchronously: codecs run in a worker or a command line, never on a user interface thread. */
export interface ByteSource {
  /** File name without folder, for messages. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Reads up to `into.length` bytes at `position` and returns how many; 0 at the end. @throws EngineError unreadable */
  read(position: number, into: Uint8Array): number;
  /** Of a file that other threads of the process can read too. */
  readonly descriptor?: number;
  /** True when the bytes may no longer be those that were there when it was opened. */
  changed?(): boolean;
}

/** Refuses to read a source again that changed meanwhile. @throws EngineError source-changed */
export function refuseChanged(source: ByteSource): void {
  if (source.changed?.() === true) throw sourceChanged(source.name);
}

/** The refusal of a source that is not what it was. */
export function sourceChanged(name: string): EngineError {
  return new EngineError(
    'source-changed',
    t`\`${name}\` changed since it was read: audit it again, then repeat this step.`,
  );
}

/** Bytes to write. Nothing is visible under the final name before `commit`; `discard` leaves nothing. */
export interface ByteSink {
  /** @throws EngineError disk-full, unwritable */
  write(bytes: Uint8Array): void;
}

/** A ByteSource over bytes in memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read(position, into) {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
  };
}
