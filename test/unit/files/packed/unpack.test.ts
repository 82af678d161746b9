import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memorySource, type ByteSource } from '../../../../src/codecs/bytes';
import type { Compression } from '../../../../src/engine/metric';
import { Cancelled } from '../../../../src/engine/problems';
import { Folder } from '../../dataset/folder';
import { unpack } from '../../../../src/files/packed/unpack';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/packed');
const ROWS = Array.from(
  { length: 20000 },
  (_, i) => `${i},${i % 3 ? 'red' : 'blue'},${(i * 7) % 101}\n`,
).join('');
/** What every fixture but one holds. */
const TEXT = `id,colour,amount\n${ROWS}`;

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

async function unpacked(
  packed: Uint8Array,
  compression: Compression,
  inMemory = 1 << 20,
): Promise<string> {
  const file = memorySource('data.csv.gz', packed);
  const place = { folder: folder.path, inMemory };
  const source = await unpack(file, compression, () => undefined, place);
  try {
    return Buffer.from(allOf(source)).toString();
  } finally {
    source.close();
  }
}

/** In reads of odd lengths, so that they cross the blocks in which content is held. */
function allOf(source: ByteSource): Uint8Array {
  const all = new Uint8Array(source.size);
  for (let at = 0; at < all.length;) {
    const count = source.read(at, all.subarray(at, at + 99_991));
    expect(count).toBeGreaterThan(0);
    at += count;
  }
  return all;
}

const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('gzip', () => {
  it('is unpacked under the name of its content, in memory and through a file', async () => {
    const file = memorySource('data.csv.gz', gzipSync(TEXT));
    const source = await unpack(file, 'gzip', () => undefined);
    expect([source.name, source.size]).toEqual(['data.csv', TEXT.length]);
    for (const inMemory of [0, 1000, 1 << 30])
      expect(await unpacked(gzipSync(TEXT), 'gzip', inMemory)).toBe(TEXT);
  });

  it('may have many members, an empty one too, and zeros after the last', async () => {
    const parts = [TEXT.slice(0, 7), TEXT.slice(7, 300_000), '', TEXT.slice(300_000)];
    const packed = Buffer.concat([...parts.map((part) => gzipSync(part)), Buffer.alloc(1_000_000)]);
    expect(await unpacked(packed, 'gzip')).toBe(TEXT);
  });

  it.each([
    ['the last byte is missing', (packed: Buffer) => packed.subarray(0, -1), /breaks off at byte/],
    [
      'half is missing',
      (packed: Buffer) => packed.subarray(0, 20_000),
      /breaks off at byte 20,000/,
    ],
    ['only the magic is there', (packed: Buffer) => packed.subarray(0, 2), /breaks off at byte 2/],
    ['a byte is another', (packed: Buffer) => flipped(packed, 9000), /is damaged after byte/],
    ['the checksum is another', (packed: Buffer) => flipped(packed, packed.length - 6), /damaged/],
    [
      'text follows',
      (packed: Buffer) => Buffer.concat([packed, Buffer.from('more')]),
      /damaged|follow/,
    ],
    [
      'text follows after zeros',
      (packed: Buffer) => Buffer.concat([packed, Buffer.from('\0\0\0\0more')]),
      /is followed by something else at byte/,
    ],
  ])('is refused in one sentence when %s', async (_, change, message) => {
    const packed = change(gzipSync(TEXT));
    await expect(unpacked(packed, 'gzip', 1000)).rejects.toEqual(refusal('unreadable', message));
    expect(folder.names).toEqual([]);
  });
});

describe('zstandard', () => {
  it.each(['one-frame', 'no-size', 'no-checksum', 'hard', 'frames'])(
    'is unpacked as another program wrote it: %s',
    async (name) => {
      const packed = readFileSync(join(FIXTURES, `${name}.csv.zst`));
      expect(await unpacked(packed, 'zstd')).toBe(TEXT);
    },
  );

  it('repeats one row many times', async () => {
    const packed = readFileSync(join(FIXTURES, 'run.csv.zst'));
    expect(await unpacked(packed, 'zstd')).toBe(`a,b\n${'1,1\n'.repeat(100_000)}`);
  });

  it('is refused wherever it breaks off', async () => {
    const packed = readFileSync(join(FIXTURES, 'one-frame.csv.zst'));
    for (const end of [4, 5, 9, 12, 5000, packed.length - 4, packed.length - 1])
      await expect(unpacked(packed.subarray(0, end), 'zstd', 1000)).rejects.toEqual(
        refusal('unreadable', new RegExp(`breaks off at byte ${end.toLocaleString('en')}`)),
      );
    expect(folder.names).toEqual([]);
  });

  it('is refused when any byte of it is another: the checksum is compared', async () => {
    const packed = readFileSync(join(FIXTURES, 'one-frame.csv.zst'));
    for (let at = 4; at < packed.length; at += 4999)
      await expect(unpacked(flipped(packed, at), 'zstd'), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^(unreadable|too-large)$/),
      });
  });

  it('says what it is refused for: more data, a dictionary, a huge window', async () => {
    const packed = readFileSync(join(FIXTURES, 'one-frame.csv.zst'));
    const more = Buffer.concat([packed, Buffer.from('more')]);
    await expect(unpacked(more, 'zstd')).rejects.toEqual(
      refusal('unreadable', /is followed by something else/),
    );
    const dictionary = Buffer.from('28b52ffd0100ff010000', 'hex');
    await expect(unpacked(dictionary, 'zstd')).rejects.toEqual(refusal('unreadable', /dictionary/));
    const window = Buffer.from('28b52ffd00f8010000', 'hex');
    await expect(unpacked(window, 'zstd')).rejects.toEqual(refusal('too-large', /MB of memory/));
  });
});

describe('unpacking', () => {
  it('stops at content far larger than its file', async () => {
    // Blocks of one repeated byte: 4 bytes stand for 128 KiB.
    const block = Buffer.from('02001061', 'hex');
    const frame = Buffer.concat([Buffer.from('28b52ffd0050', 'hex'), ...Array(900).fill(block)]);
    const file = memorySource('bomb.csv.zst', frame);
    const place = { folder: folder.path, inMemory: 1 << 20 };
    await expect(unpack(file, 'zstd', () => undefined, place, 1e7)).rejects.toEqual(
      refusal('too-large', /holds more than 0\.01 GB in 0\.004 MB/),
    );
    expect(folder.names).toEqual([]);
  });

  it('stops at a cancel and leaves nothing', async () => {
    const file = memorySource('data.csv.gz', gzipSync(TEXT.repeat(20), { level: 1 }));
    let ticks = 0;
    const cancel = () => {
      if (++ticks === 3) throw new Cancelled();
    };
    const place = { folder: folder.path, inMemory: 1000 };
    await expect(unpack(file, 'gzip', cancel, place)).rejects.toThrow(Cancelled);
    expect(folder.names).toEqual([]);
  });

  it('keeps large content in a hidden file of this user until it is closed', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(folder.path, `.ballast-${dead}-abc-1.tmp`), 'left by a killed process');
    const file = memorySource('data.csv.gz', gzipSync(TEXT));
    const place = { folder: folder.path, inMemory: 1000 };
    const source = await unpack(file, 'gzip', () => undefined, place);
    const [name, ...others] = readdirSync(folder.path);
    expect(others).toEqual([]);
    expect(name).toMatch(new RegExp(`^\\.ballast-${process.pid}-[0-9a-f]+-1\\.tmp$`));
    if (process.platform !== 'win32')
      expect(statSync(join(folder.path, name!)).mode & 0o777).toBe(0o600);
    source.close();
    expect(folder.names).toEqual([]);
  });

  it('says what to do when no temporary file can be written', async () => {
    const place = { folder: join(folder.path, 'gone'), inMemory: 0 };
    const file = memorySource('data.csv.gz', gzipSync(TEXT));
    await expect(unpack(file, 'gzip', () => undefined, place)).rejects.toEqual(
      refusal('unwritable', /temporary file/),
    );
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = changed[at]! ^ 0x55;
  return changed;
}
