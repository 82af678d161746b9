import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AtomicFiles, removeLeftovers } from '../../../src/files/writing/atomic';
import type { WriteFs } from '../../../src/files/writing/atomic';

const text = (content: string) => new TextEncoder().encode(content);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-atomic-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A file system that fails with a code where the test wants it. */
function failing(call: keyof WriteFs, code: string, after = 0): WriteFs {
  let calls = 0;
  const fail = (...args: unknown[]) => {
    if (calls++ >= after) throw Object.assign(new Error(`${code}: made up`), { code });
    return (fs[call] as (...given: unknown[]) => unknown)(...args);
  };
  return { ...fs, [call]: fail };
}

describe('a group of files', () => {
  it('is invisible until it is committed, and then complete', () => {
    const files = new AtomicFiles('token');
    files.create(join(folder, 'a.csv')).write(text('one\n'));
    const second = files.create(join(folder, 'b.json'));
    second.write(text('tw'));
    second.write(text('o'));
    expect(readdirSync(folder).sort()).toEqual(['.ballast-token-1.tmp', '.ballast-token-2.tmp']);
    files.commit();
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'b.json']);
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('one\n');
    expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe('two');
  });

  it('shows the first file last, so that it never stands without the others', () => {
    const shown: string[] = [];
    const watched: WriteFs = {
      ...fs,
      linkSync: (from: string, to: string) => {
        shown.push(basename(to));
        fs.linkSync(from, to);
      },
    };
    const files = new AtomicFiles('token', watched);
    for (const name of ['out.csv', 'removed.csv', 'recipe.json']) files.create(join(folder, name));
    files.commit();
    expect(shown).toEqual(['recipe.json', 'removed.csv', 'out.csv']);
  });

  it('leaves nothing when it is discarded, and what was committed stays', () => {
    const files = new AtomicFiles('token');
    files.create(join(folder, 'a.csv')).write(text('one'));
    files.discard();
    expect(readdirSync(folder)).toEqual([]);
    files.create(join(folder, 'a.csv')).write(text('one'));
    files.commit();
    files.discard();
    expect(readdirSync(folder)).toEqual(['a.csv']);
  });

  it('never overwrites a file, not even one that appears at the last moment', () => {
    writeFileSync(join(folder, 'a.csv'), 'mine');
    const files = new AtomicFiles('token');
    expect(() => files.create(join(folder, 'a.csv'))).toThrowError(
      expect.objectContaining({ code: 'unwritable' }),
    );
    files.create(join(folder, 'b.csv')).write(text('one'));
    files.create(join(folder, 'c.csv')).write(text('two'));
    writeFileSync(join(folder, 'c.csv'), 'mine too');
    expect(() => {
      files.commit();
    }).toThrowError(expect.objectContaining({ code: 'unwritable' }));
    expect(readdirSync(folder).sort()).toEqual(['a.csv', 'c.csv']);
    expect(readFileSync(join(folder, 'c.csv'), 'utf8')).toBe('mine too');
  });

  it.each([
    ['writeSync', 1, 'ENOSPC', 'disk-full'],
    ['writeSync', 0, 'EDQUOT', 'disk-full'],
    ['fsyncSync', 1, 'ENOSPC', 'disk-full'],
    ['openSync', 1, 'ENOSPC', 'disk-full'],
    ['openSync', 0, 'EACCES', 'unwritable'],
    ['writeSync', 0, 'EIO', 'unwritable'],
  ] as const)('leaves nothing when %s fails after %i calls with %s', (call, after, code, coded) => {
    const files = new AtomicFiles('token', failing(call, code, after));
    const write = () => {
      const sinks = ['a.csv', 'b.csv'].map((name) => files.create(join(folder, name)));
      for (const sink of sinks) sink.write(text('content'));
      files.commit();
    };
    expect(write).toThrowError(expect.objectContaining({ code: coded }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes on when the system takes only part of the bytes', () => {
    const slow: WriteFs = {
      ...fs,
      writeSync: (file: number, bytes: Uint8Array, at: number) =>
        fs.writeSync(file, bytes, at, Math.min(3, bytes.length - at)),
    };
    const files = new AtomicFiles('token', slow);
    files.create(join(folder, 'a.csv')).write(text('more than three bytes'));
    files.commit();
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('more than three bytes');
  });

  it('works where the file system has no hard links', () => {
    const files = new AtomicFiles('token', failing('linkSync', 'EPERM'));
    files.create(join(folder, 'a.csv')).write(text('one'));
    files.commit();
    expect(readdirSync(folder)).toEqual(['a.csv']);
    files.create(join(folder, 'b.csv')).write(text('two'));
    writeFileSync(join(folder, 'b.csv'), 'mine');
    expect(() => {
      files.commit();
    }).toThrowError(expect.objectContaining({ code: 'unwritable' }));
    expect(readFileSync(join(folder, 'b.csv'), 'utf8')).toBe('mine');
  });

  it('says what is wrong with the folder', () => {
    expect(() => new AtomicFiles('token').create(join(folder, 'none/a.csv'))).toThrowError(
      expect.objectContaining({ message: '`a.csv` cannot be written: there is no such folder.' }),
    );
  });

  it('leaves one hidden file when its process is killed, which its token finds', async () => {
    const bundle = await build({
      stdin: {
        contents: `
          import { AtomicFiles } from './atomic';
          const sink = new AtomicFiles('lost').create(process.argv[1] + '/a.csv');
          for (;;) { sink.write(new Uint8Array(1024)); console.log('written'); }`,
        resolveDir: join(import.meta.dirname, '../../../src/files/writing'),
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      write: false,
    });
    const child = spawn(process.execPath, ['-e', bundle.outputFiles[0]!.text, folder]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(folder)).toEqual(['.ballast-lost-1.tmp']);
    expect(removeLeftovers(folder, 'other')).toEqual([]);
    expect(removeLeftovers(folder, 'lost')).toEqual(['.ballast-lost-1.tmp']);
    expect(readdirSync(folder)).toEqual([]);
  });
});
