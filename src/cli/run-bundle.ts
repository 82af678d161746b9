import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { keep, readKept } from './kept-code';

/** Where code is kept, and in a few words what this run is to do. */
export interface Keeping {
  /** Nothing is kept when undefined. */
  readonly folder: string | undefined;
  readonly topic: string;
}

/** A run that took longer needs no sooner start, and the engine let go of the code that it began with. */
const LONGEST_MS = 5_000;

/**
 * Runs a bundle of the CommonJS kind that requires nothing but Node, with the code that an earlier run compiled. What
 * is kept is named by the bundle's bytes, the version of Node and the flags of its engine, which checks it besides. It is written when
 * the thread ends, when it also holds the functions that were compiled as they were called, and only after a run that
 * did something new.
 */
export function runBundle(file: string, { folder, topic }: Keeping): void {
  const bytes = readFileSync(file);
  const text = `(function (require, __dirname) {${bytes.toString()}\n})`;
  const name = createHash('sha256')
    .update(`${process.version} ${process.arch} ${String(cachedDataVersionTag())} `)
    .update(bytes)
    .digest('hex')
    .slice(0, 32);
  const kept = folder === undefined ? undefined : readKept(folder, name);
  const script = new Script(text, { filename: file, ...(kept && { cachedData: kept.code }) });
  const known = kept && script.cachedDataRejected === false ? kept.topics : [];
  if (folder !== undefined && !known.includes(topic)) {
    process.once('exit', (code) => {
      if (code !== 0 || performance.now() > LONGEST_MS) return;
      keep(folder, name, { code: script.createCachedData(), topics: [...known, topic] });
    });
  }
  const run = script.runInThisContext() as (require: NodeJS.Require, __dirname: string) => void;
  run(require, dirname(file));
}
