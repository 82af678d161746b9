import * as nodeFs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ByteSink } from '../../codecs/bytes';
import { EngineError } from '../../engine/problems';
import { errorCode, whyUnwritable } from '../error-code';
import { t } from '../../engine/language';

/** The file system calls that writing needs; tests put a failing one in their place. */
export interface WriteFs {
  openSync(path: string, flags: string): number;
  writeSync(file: number, bytes: Uint8Array, at: number, length: number): number;
  fsyncSync(file: number): void;
  closeSync(file: number): void;
  linkSync(from: string, to: string): void;
  renameSync(from: string, to: string): void;
  rmSync(path: string, options: { readonly force: boolean }): void;
  existsSync(path: string): boolean;
}

interface Pending {
  readonly final: string;
  readonly temporary: string;
  readonly file: number;
  open: boolean;
}

/**
 * A group of files that appear together or not at all. They are written beside their final places under the hidden names
 * `.ballast-<token>-<n>.tmp`, so that whoever gave the token can find what a killed process left behind. Nothing that
 * exists is ever overwritten. The first file is the main one and appears last: links are made one by one, and whoever is
 * killed between two of them leaves companions without their output, never an output without its recipe.
 */
export class AtomicFiles {
  readonly #token: string;
  readonly #fs: WriteFs;
  #pending: Pending[] = [];
  #count = 0;

  constructor(token: string, fs: WriteFs = nodeFs) {
    this.#token = token;
    this.#fs = fs;
  }

  /** A sink for one file of the group. @throws EngineError unwritable, disk-full; nothing of the group is left then */
  create(finalPath: string): ByteSink {
    if (this.#fs.existsSync(finalPath)) throw taken(finalPath);
    const folder = dirname(finalPath);
    const temporary = join(folder, `.ballast-${this.#token}-${++this.#count}.tmp`);
    const file = this.#attempt(finalPath, 0, () => this.#fs.openSync(temporary, 'wx'));
    this.#pending.push({ final: finalPath, temporary, file, open: true });
    let written = 0;
    return {
      write: (bytes) => {
        for (let at = 0; at < bytes.length;) {
          const count = this.#attempt(finalPath, written, () =>
            this.#fs.writeSync(file, bytes, at, bytes.length - at),
          );
          at += count;
          written += count;
        }
      },
    };
  }

  /**
   * Makes every file durable, then visible: `publish` runs what makes them visible, which takes a moment and must not be
   * interrupted. @throws EngineError unwritable, disk-full; nothing of the group is left then
   */
  commit(publish: (work: () => void) => void = (work) => work()): void {
    for (const pending of this.#pending) {
      this.#attempt(pending.final, 0, () => {
        this.#fs.fsyncSync(pending.file);
        this.#close(pending);
      });
    }
    const visible: string[] = [];
    try {
      publish(() => {
        for (const pending of this.#pending.toReversed()) {
          this.#publish(pending);
          visible.push(pending.final);
        }
      });
    } catch (error) {
      for (const path of visible) this.#fs.rmSync(path, { force: true });
      this.discard();
      throw error;
    }
    this.#sync(new Set(visible.map((path) => dirname(path))));
    this.#pending = [];
  }

  /** Removes everything that was not committed. */
  discard(): void {
    for (const pending of this.#pending) {
      this.#close(pending);
      this.#fs.rmSync(pending.temporary, { force: true });
    }
    this.#pending = [];
  }

  /** A hard link fails when the name is taken, which a rename does not; where links are unknown, a check must do. */
  #publish({ final, temporary }: Pending): void {
    try {
      this.#fs.linkSync(temporary, final);
    } catch (error) {
      if (errorCode(error) === 'EEXIST' || this.#fs.existsSync(final)) throw taken(final);
      this.#attempt(final, 0, () => {
        this.#fs.renameSync(temporary, final);
      });
      return;
    }
    this.#fs.rmSync(temporary, { force: true });
  }

  /** Folders are made durable where the system allows it; the files already are. */
  #sync(folders: ReadonlySet<string>): void {
    for (const folder of folders) {
      try {
        const handle = this.#fs.openSync(folder, 'r');
        try {
          this.#fs.fsyncSync(handle);
        } finally {
          this.#fs.closeSync(handle);
        }
      } catch {
        // Windows opens no folder: there the rename is as durable as it gets.
      }
    }
  }

  #close(pending: Pending): void {
    if (!pending.open) return;
    pending.open = false;
    try {
      this.#fs.closeSync(pending.file);
    } catch {
      // It was written and synced, or is about to be removed.
    }
  }

  #attempt<T>(path: string, written: number, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.discard();
      throw refusal(path, errorCode(error), written);
    }
  }
}

/** Removes what a group with this token left in a folder when its process was killed; returns the names. */
export function removeLeftovers(folder: string, token: string): string[] {
  const left = nodeFs
    .readdirSync(folder)
    .filter((name) => name.startsWith(`.ballast-${token}-`) && name.endsWith('.tmp'));
  for (const name of left) nodeFs.rmSync(join(folder, name), { force: true });
  return left;
}

function taken(path: string): EngineError {
  return new EngineError(
    'unwritable',
    t`\`${basename(path)}\` exists already and is not overwritten: apply again to get a new name.`,
  );
}

function refusal(path: string, code: string, written: number): EngineError {
  const name = basename(path);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const megabytes = (written / 1e6).toFixed(1);
    return new EngineError(
      'disk-full',
      t`The disk was full after ${megabytes} MB of \`${name}\`: free some space and apply again. Nothing was left behind.`,
    );
  }
  return new EngineError('unwritable', t`\`${name}\` cannot be written: ${whyUnwritable(code)}.`);
}
