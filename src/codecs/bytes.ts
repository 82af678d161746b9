/** Bytes to read, synchronously: codecs run in a worker or a command line, never on a user interface thread. */
export interface ByteSource {
  /** File name without folder, for messages. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Reads up to `into.length` bytes at `position` and returns how many; 0 at the end. @throws EngineError unreadable */
  read(position: number, into: Uint8Array): number;
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
