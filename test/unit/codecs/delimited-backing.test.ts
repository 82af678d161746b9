import { describe, expect, it } from 'vitest';
import { Cancelled, EngineError } from '../../../src/engine/problems';
import { openTwice } from '../../property/codecs/opened';
import { noTick } from './reading';

const rows = Array.from({ length: 1000 }, (_, row) => `name-${row},${row % 7}`);
const file = `name,kind\n${rows.join('\n')}\n`;

function refusal(work: () => unknown): EngineError {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('It was not refused.');
}

describe('DelimitedBacking', () => {
  it('reads the file once for all columns asked for together, and never again', () => {
    let bytes = 0;
    const { open, backing } = openTwice(file, {}, undefined, (source) => ({
      ...source,
      read: (position, into) => {
        const count = source.read(position, into);
        bytes += count;
        return count;
      },
    }));
    backing.load([1, 0], noTick);
    expect(open.columns[0]!.dictionary.size).toBe(1001);
    expect(open.columns[1]!.codes).toHaveLength(1000);
    expect(bytes).toBe(file.length);
  });

  it('has no numbers where there is no room for them, and makes room when something new begins', () => {
    const column = { column: 1, type: 'integer' } as const;
    const bytes = 8 * rows.length;
    expect(openTwice(file, {}, bytes - 1).backing.numbers([column], noTick)).toBeUndefined();
    const { backing } = openTwice(file, {}, bytes);
    const [numbers] = backing.numbers([column], noTick)!;
    expect([...numbers!.subarray(0, 8)]).toEqual([0, 1, 2, 3, 4, 5, 6, 0]);
    expect(backing.numbers([column], noTick)![0]).toBe(numbers);
    expect(backing.room).toBe(0);
    backing.begin();
    expect(backing.room).toBe(bytes);
  });

  it('refuses to load what does not fit, naming the column and the two ways out', () => {
    const { open } = openTwice(file, {}, 50_000);
    expect(open.columns[1]!.dictionary.size).toBe(8);
    const { code, message, place } = refusal(() => open.columns[0]!.codes);
    expect([code, place]).toEqual(['too-large', { column: 0 }]);
    expect(message).toMatch(/`name`.*`ballast\.memoryLimit`.*`--memory`.*leave the column out/);
  });

  it('refuses a source that changed since it was read', () => {
    const { backing } = openTwice(file, {}, undefined, (source) => ({
      ...source,
      changed: () => true,
    }));
    const one = Uint32Array.of(1);
    const key = [{ column: 0, byValue: false }];
    for (const work of [
      () => {
        backing.load([0], noTick);
      },
      () => backing.keys(key, noTick),
      () => backing.differing(one, one, key, noTick),
      () => backing.rowsWith(key[0]!, 'x', noTick),
    ]) {
      expect(refusal(work).code).toBe('source-changed');
    }
  });

  it('notices by its rows that a source without a stamp changed', () => {
    const longer = new TextEncoder().encode(`${file}one more,1\n`);
    const { backing } = openTwice(file, {}, undefined, (source) => ({
      ...source,
      size: longer.length,
      read: (position, into) => {
        const part = longer.subarray(position, position + into.length);
        into.set(part);
        return part.length;
      },
    }));
    expect(refusal(() => backing.keys([{ column: 0, byValue: false }], noTick)).code).toBe(
      'source-changed',
    );
  });

  it('can be cancelled', () => {
    const { backing } = openTwice(file);
    const cancel = () => {
      throw new Cancelled();
    };
    const all = Uint32Array.from({ length: 1000 }, (_, row) => row);
    expect(() => backing.keys([{ column: 0, byValue: false }], cancel)).toThrow(Cancelled);
    expect(() => {
      backing.load([0], cancel);
    }).toThrow(Cancelled);
    expect(() => backing.differing(all, all, [], cancel)).toThrow(Cancelled);
  });
});
