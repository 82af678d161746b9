import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { openFile } from '../../../src/files/reading/file-source';
import { sha256OfSource, sha256Text } from '../../../src/files/reading/hash';

let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-source-'));
  path = join(folder, 'a.csv');
  writeFileSync(path, 'abc');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a file source', () => {
  it('reads any part of the file and knows its stamp', () => {
    const source = openFile(path);
    const into = new Uint8Array(8);
    expect(source.name).toBe('a.csv');
    expect(source.size).toBe(3);
    expect(source.read(1, into)).toBe(2);
    expect(Array.from(into.subarray(0, 2))).toEqual([98, 99]);
    expect(source.read(3, into)).toBe(0);
    expect(source.stamp).toEqual({ size: 3, mtimeMs: statSync(path).mtimeMs });
    source.close();
  });

  it('refuses what is no readable file, with the reason', () => {
    expect(() => openFile(join(folder, 'none.csv'))).toThrowError(
      expect.objectContaining({
        code: 'unreadable',
        message: '`none.csv` cannot be read: there is no such file.',
      }),
    );
    expect(() => openFile(folder)).toThrowError(
      expect.objectContaining({ code: 'unreadable', message: expect.stringMatching(/a folder/) }),
    );
  });

  it('refuses a named pipe at once, and does not wait', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(() => openFile(pipe)).toThrowError(
      expect.objectContaining({ code: 'unreadable', message: expect.stringMatching(/a pipe/) }),
    );
  });
});

describe('SHA-256', () => {
  // The example of FIPS 180-2, appendix B.1.
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  it('has the known value for a source and for a text', () => {
    const source = openFile(path);
    expect(sha256OfSource(source, () => undefined)).toBe(abc);
    source.close();
    expect(Buffer.from(sha256Text('abc')).toString('hex')).toBe(abc);
    expect(sha256Text('é')).toHaveLength(32);
  });

  it('reports progress and stops when it is cancelled', () => {
    const source = memorySource('a', new Uint8Array(2_500_000));
    const seen: number[] = [];
    sha256OfSource(source, (done) => void seen.push(done));
    expect(seen).toEqual([1 << 20, 1 << 21, 2_500_000]);
    const stop = () => {
      throw new Error('stop');
    };
    expect(() => sha256OfSource(source, stop)).toThrow('stop');
  });
});
