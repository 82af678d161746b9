import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeFolder } from '../../../src/cli/code-folder';
import { keep, readKept } from '../../../src/cli/kept-code';
import { buildCli, runBuilt, temporaryFolder } from './cli';

const root = temporaryFolder();
let cli = '';
beforeAll(() => {
  cli = buildCli(root.path);
});
afterAll(() => {
  root.remove();
});

const emptyFolder = () => mkdtempSync(join(root.path, 'home-'));

/** Runs the command line with a home of its own and returns what it said. */
function ran(home: string, args: readonly string[]): string {
  const env = { HOME: home, XDG_CACHE_HOME: home, LOCALAPPDATA: home, BALLAST_NO_CODE_CACHE: '' };
  const { code, out, err } = runBuilt(cli, args, root.path, env);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

/** The files that runs left in a home. */
const left = (home: string) =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('the command line', () => {
  it('keeps compiled code once, and again after a run that did something else', () => {
    const home = emptyFolder();
    const version = ran(home, ['--version']);
    const [file, ...others] = left(home);
    expect(others).toEqual([]);
    const { mtimeMs: written, size } = statSync(file!);
    expect(ran(home, ['--version'])).toBe(version);
    expect(statSync(file!).mtimeMs).toBe(written);
    ran(home, ['methods']);
    expect(left(home)).toEqual([file]);
    expect(statSync(file!).size).toBeGreaterThan(size);
  });

  it.each([
    ['cut off', (file: string) => truncateSync(file, 5000)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['not code', (file: string) => writeFileSync(file, 'A'.repeat(9000))],
    [
      'changed in the middle',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 500);
        writeFileSync(file, bytes);
      },
    ],
  ])('replaces what is %s', (_, damage) => {
    const home = emptyFolder();
    const version = ran(home, ['--version']);
    const [file] = left(home);
    const whole = statSync(file!).size;
    damage(file!);
    expect(ran(home, ['--version'])).toBe(version);
    expect(statSync(file!).size / whole).toBeCloseTo(1, 1);
  });

  it('works where nothing can be kept', () => {
    const home = join(emptyFolder(), 'a file');
    writeFileSync(home, '');
    expect(ran(home, ['--version'])).toMatch(/^\d/);
  });
});

describe('kept code', () => {
  it('is found as it was kept, the last four of it', () => {
    const folder = join(emptyFolder(), 'new');
    expect(readKept(folder, 'a')).toBeUndefined();
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      keep(folder, name, { code: Buffer.from(`code of ${name}`), topics: ['audit', 'balance é'] });
    }
    expect(readdirSync(folder)).toHaveLength(4);
    const { code, topics } = readKept(folder, 'e')!;
    expect([code.toString(), topics]).toEqual(['code of e', ['audit', 'balance é']]);
  });

  it('lies where the system keeps what may go', () => {
    expect(codeFolder('linux', { XDG_CACHE_HOME: '/c' })).toBe(join('/c', 'ballast'));
    expect(codeFolder('linux', {})).toMatch(/[\\/]\.cache[\\/]ballast$/);
    expect(codeFolder('darwin', {})).toMatch(/Library[\\/]Caches[\\/]ballast$/);
    expect(codeFolder('win32', { LOCALAPPDATA: '/l' })).toBe(join('/l', 'ballast'));
    expect(codeFolder('linux', { BALLAST_NO_CODE_CACHE: '1' })).toBeUndefined();
  });
});
