import { randomBytes } from 'node:crypto';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteSink, ByteSource } from '../../codecs/bytes';
import { EngineError } from '../../engine/problems';
import { removeAbandoned } from '../writing/abandoned';
import { errorCode } from '../error-code';
import { openFile } from '../reading/file-source';
import { guardTemporaryFiles } from '../writing/janitor';
import { t } from '../../engine/language';

/** Bytes that can be read until they are let go of. */
export interface OwnedSource extends ByteSource {
  close(): void;
}

/** Up to this size content stays in memory; a larger one goes to a file (bytes). */
const IN_MEMORY = 32 << 20;
/** Of content in memory (bytes). */
const BLOCK = 1 << 20;
/** Left free on the disk of temporary files, for everyone else (bytes). */
const RESERVE = 256 << 20;

/** Where content is kept and how much of it may stay in memory (bytes). */
export interface ScratchPlace {
  readonly folder: string;
  readonly inMemory: number;
}

/**
 * Bytes that are written once and then read: in memory while they are few, else in a hidden file of the system's folder
 * for temporary files that no other user may read. The file goes when it is let go of, when this process ends in any way,
 * and else at the next start.
 */
export class Scratch implements ByteSink {
  readonly #place: ScratchPlace;
  #held = new HeldBytes();
  #size = 0;
  #file: TemporaryFile | undefined;

  constructor(place: ScratchPlace = { folder: tmpdir(), inMemory: IN_MEMORY }) {
    this.#place = place;
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#size;
  }

  /** Copies the bytes; the caller may reuse them. @throws EngineError disk-full, unwritable */
  write(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (!this.#file && this.#size <= this.#place.inMemory) {
      this.#held.write(bytes);
      return;
    }
    if (!this.#file) {
      this.#file = new TemporaryFile(this.#place.folder);
      for (const block of this.#held.blocks()) this.#file.write(block);
      this.#held = new HeldBytes();
    }
    this.#file.write(bytes);
  }

  /** What was written, as a source; this object must not be used afterwards. @throws EngineError unreadable */
  finish(name: string): OwnedSource {
    if (this.#file) return this.#file.finish(name);
    const held = this.#held;
    return {
      name,
      size: this.#size,
      read: (position, into) => held.read(position, into),
      close: () => undefined,
    };
  }

  /** Forgets what was written. */
  discard(): void {
    this.#file?.discard();
    this.#held = new HeldBytes();
  }
}

/** Bytes in memory, in blocks of one size. */
class HeldBytes {
  readonly #blocks: Uint8Array[] = [];
  #size = 0;

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const within = this.#size % BLOCK;
      if (within === 0) this.#blocks.push(new Uint8Array(BLOCK));
      const part = bytes.subarray(at, at + BLOCK - within);
      this.#blocks.at(-1)!.set(part, within);
      at += part.length;
      this.#size += part.length;
    }
  }

  read(position: number, into: Uint8Array): number {
    const count = Math.max(0, Math.min(into.length, this.#size - position));
    for (let done = 0; done < count;) {
      const at = position + done;
      const from = at % BLOCK;
      const part = this.#blocks[(at - from) / BLOCK]!.subarray(from, from + count - done);
      into.set(part, done);
      done += part.length;
    }
    return count;
  }

  /** In order; the last is cut to what was written. */
  blocks(): Uint8Array[] {
    return this.#blocks.map((block, at) => block.subarray(0, this.#size - at * BLOCK));
  }
}

/** A hidden file for this user alone, removed by whoever comes first: its owner, the janitor or the next start. */
class TemporaryFile {
  readonly #path: string;
  readonly #release: () => void;
  readonly #free: number;
  #file: number | undefined;
  #size = 0;

  /** @throws EngineError unwritable */
  constructor(folder: string) {
    removeAbandoned(folder);
    const token = `${process.pid}-${randomBytes(8).toString('hex')}`;
    this.#path = join(folder, `.ballast-${token}-1.tmp`);
    this.#release = guardTemporaryFiles(folder, token);
    this.#free = freeBytes(folder);
    this.#attempt(() => (this.#file = openSync(this.#path, 'wx', 0o600)));
  }

  /** @throws EngineError disk-full, unwritable; nothing is left then */
  write(bytes: Uint8Array): void {
    if (this.#size + bytes.length > this.#free - RESERVE) this.#refuse('ENOSPC');
    for (let at = 0; at < bytes.length;) {
      at += this.#attempt(() => writeSync(this.#file!, bytes, at, bytes.length - at));
    }
    this.#size += bytes.length;
  }

  finish(name: string): OwnedSource {
    this.#close();
    const source = openFile(this.#path);
    const close = () => {
      source.close();
      this.discard();
    };
    return { ...source, name, close };
  }

  discard(): void {
    this.#close();
    rmSync(this.#path, { force: true });
    this.#release();
  }

  #close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      return this.#refuse(errorCode(error));
    }
  }

  #refuse(code: string): never {
    this.discard();
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    const megabytes = Math.round(this.#size / 1e6).toLocaleString('en');
    throw full
      ? new EngineError(
          'disk-full',
          t`The disk of temporary files was full after ${megabytes} MB of the unpacked content: free some space there, or unpack the file elsewhere and audit that.`,
        )
      : new EngineError(
          'unwritable',
          t`No temporary file can be written for the unpacked content: the system says ${code}.`,
        );
  }
}

/** What a user may still write to the disk of a folder; Infinity where that is not known. */
function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Infinity;
  }
}
