import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Code that was compiled, and what the runs did that it was kept from. */
export interface KeptCode {
  readonly code: Buffer;
  readonly topics: readonly string[];
}

/** Files that are kept: of this version, of one before it, and of other versions of Node. */
const MOST_FILES = 4;
const EXTENSION = '.code';
/** Behind the code lie the topics, how long they are, and a digest of all that. */
const LENGTH_BYTES = 4;
const DIGEST_BYTES = 20;

/**
 * What was kept by this name; undefined when there is nothing, when it is damaged, which the engine need not notice, or
 * when another user owns it: code is run as it is found.
 */
export function readKept(folder: string, name: string): KeptCode | undefined {
  try {
    const file = openSync(join(folder, name + EXTENSION), 'r');
    try {
      if (process.getuid && fstatSync(file).uid !== process.getuid()) return undefined;
      return unpacked(readFileSync(file));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Keeps code by this name; another run finds all of it or nothing. Where that cannot be, nothing is kept. */
export function keep(folder: string, name: string, kept: KeptCode): void {
  const temporary = join(folder, `${name}-${String(process.pid)}.tmp`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      writeParts(temporary, kept);
      renameSync(temporary, join(folder, name + EXTENSION));
    } finally {
      rmSync(temporary, { force: true });
    }
    removeOldest(folder);
  } catch {
    return;
  }
}

/** Without joining what is written: the code is megabytes. */
function writeParts(path: string, { code, topics }: KeptCode): void {
  const words = Buffer.from(topics.join('\n'));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(words.length);
  const content = [code, words, length];
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const part of [...content, digestOf(content)]) writeFileSync(file, part);
  } finally {
    closeSync(file);
  }
}

function unpacked(bytes: Buffer): KeptCode | undefined {
  const content = bytes.subarray(0, -DIGEST_BYTES);
  if (!digestOf([content]).equals(bytes.subarray(content.length))) return undefined;
  const end = content.length - LENGTH_BYTES;
  const start = end - content.readUInt32LE(end);
  return {
    code: content.subarray(0, start),
    topics: content.toString('utf8', start, end).split('\n'),
  };
}

/** SHA-1, which takes two thirds of the time of SHA-256: this is against accidents. */
function digestOf(parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function removeOldest(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(EXTENSION))
    .map((name) => ({ path: join(folder, name), time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of files.slice(MOST_FILES)) rmSync(path, { force: true });
}
