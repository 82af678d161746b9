import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { pathsOf } from '../../engine/recipe/written-paths';
import type { WrittenPaths } from '../../protocol/messages';
import { diskStamp, type Stamp } from '../sources/source';

/** What was written from a source and is still there, oldest first, with the looks of each file when it was written. */
export class WrittenFiles {
  #all: readonly WrittenPaths[] = [];
  readonly #stamps = new WeakMap<WrittenPaths, ReadonlyMap<string, Stamp>>();

  get all(): readonly WrittenPaths[] {
    return this.#all;
  }

  /** The result that a file belongs to. */
  of(file: string): WrittenPaths | undefined {
    return this.#all.find((written) => pathsOf(written).includes(file));
  }

  async add(written: WrittenPaths): Promise<void> {
    this.#all = [...this.#all, written];
    this.#stamps.set(written, await stampsOf(written));
  }

  /** Names of files of a result that are no longer as they were written; files that are gone are none of them. */
  async changed(written: WrittenPaths): Promise<string[]> {
    const before = this.#stamps.get(written);
    const now = await stampsOf(written);
    return [...now]
      .filter(
        ([file, stamp]) => stamp.kind !== 'gone' && !isDeepStrictEqual(stamp, before?.get(file)),
      )
      .map(([file]) => path.basename(file));
  }

  /** Deletes the files of a result that are still there, into the trash where the system has one. */
  async delete(written: WrittenPaths): Promise<void> {
    for (const [file, stamp] of await stampsOf(written))
      if (stamp.kind !== 'gone') await deleteFile(vscode.Uri.file(file));
    this.#all = this.#all.filter((each) => each !== written);
  }
}

async function stampsOf(written: WrittenPaths): Promise<ReadonlyMap<string, Stamp>> {
  const stamps = pathsOf(written).map(
    async (file) => [file, await diskStamp(vscode.Uri.file(file))] as const,
  );
  return new Map(await Promise.all(stamps));
}

/** Whether there is a trash is only known after asking for it. */
async function deleteFile(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    await vscode.workspace.fs.delete(uri, { useTrash: false });
  }
}
