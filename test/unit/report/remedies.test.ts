import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { METHODS } from '../../../src/engine/methods';
import { builtRemedies, isBuilt } from '../../../src/report/built';
import { NOT_BUILT } from '../../../src/report/not-built';

const ENGINE = join(import.meta.dirname, '../../../src/engine');

/** Ids that the code of metrics and guards names as remedies, with a file each. */
function named(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ['metrics', 'guards']) {
    for (const name of readdirSync(join(ENGINE, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const text = readFileSync(join(ENGINE, folder, name), 'utf8');
      for (const [, id] of text.matchAll(/\b(?:method|remedy): '([a-z0-9-]+)'/g)) {
        found.set(id!, `${folder}/${name}`);
      }
    }
  }
  return found;
}

describe('remedies of findings', () => {
  const ids = new Set(METHODS.map(({ id }) => id));

  it('are methods, or are known not to be built', () => {
    const unknown = [...named()].filter(([id]) => !ids.has(id) && !NOT_BUILT.has(id));
    expect(unknown).toEqual([]);
    expect(named().size).toBeGreaterThan(40);
  });

  it('are not said to be missing once they are built, or when no finding names them', () => {
    expect([...NOT_BUILT].filter((id) => ids.has(id))).toEqual([]);
    expect([...NOT_BUILT].filter((id) => !named().has(id))).toEqual([]);
  });

  it('get a button only where they are built', () => {
    for (const id of NOT_BUILT) expect(isBuilt(id)).toBe(false);
    const remedies = [{ method: 'resolve-conflicts' }, { method: 'exact-dedup' }];
    expect(builtRemedies(remedies).map(({ method }) => method)).toEqual(['exact-dedup']);
  });

  it('of guards are methods', () => {
    const notes = [...named()].filter(([id, file]) => file.startsWith('guards') && !ids.has(id));
    expect(notes).toEqual([]);
  });
});
