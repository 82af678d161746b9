import { describe, expect, it } from 'vitest';
import type { SubstringDuplicates } from '../../../src/engine/metrics/duplicates/substring-duplicates';
import { cellText, tableOf, type Table } from '../../../src/engine/table/table';
import { dice, type Dice } from '../../dice';
import { opened } from '../../fixtures/memory-backing';
import { figures } from '../metrics/auditing';
import { given, run } from '../methods/run';

const LENGTH = 24;
const ROLES = { text: 'text', y: 'label' } as const;
const settings = { 'substring-duplicates': { minLength: LENGTH } };
const encoder = new TextEncoder();

const textsTable = (texts: readonly string[]) =>
  tableOf(
    ['text', 'y'],
    texts.map((text, i) => [text, 'ab'[i % 2]!]),
  );

const shared = (
  table: Table,
  own: Readonly<Record<string, number>> = settings['substring-duplicates'],
) =>
  figures<SubstringDuplicates>(table, 'substring-duplicates', {
    roles: { others: ROLES },
    settings: { 'substring-duplicates': own },
  });

const cut = (table: Table, values: Record<string, string | number | boolean> = {}) => {
  const { plan } = run(given(table, ROLES), [
    {
      method: 'cut-substrings',
      values: { minLength: LENGTH, mostCut: 1, minTokens: 0, ...values },
    },
  ]);
  const cells = (name: string) => {
    const column = plan.columns.find((of) => of.name === name)!;
    return Array.from(plan.rows, (_, output) => column.text(output));
  };
  return { plan, texts: cells('text_dedup'), spans: cells('_cut_spans') };
};

/** Texts of few words, so that passages recur by chance too; some planted, some copied, some without spaces. */
function madeTexts({ below }: Dice): string[] {
  const words = ['on', 'the', 'way', 'über', '東京', 'مرحبا', 'to'];
  const sentence = (n: number) =>
    Array.from({ length: n }, () => words[below(words.length)]!).join(' ');
  const planted = [sentence(12), sentence(9), '東'.repeat(30), '-'.repeat(70)];
  const texts = Array.from({ length: 40 }, () =>
    Array.from({ length: below(5) }, () =>
      below(3) === 0 ? planted[below(planted.length)]! : sentence(below(9)),
    ).join([' ', '\n', ''][below(3)]!),
  );
  return [...texts, texts[3]!, texts[3]!, texts[8]!];
}

/** The windows of a text as they are written, byte by byte. */
function windowsOf(text: string): string[] {
  const bytes = encoder.encode(text);
  return Array.from({ length: Math.max(0, bytes.length - LENGTH + 1) }, (_, i) =>
    bytes.subarray(i, i + LENGTH).join(' '),
  );
}

/** Windows that stand in two different texts, with the first row of each. */
function bruteForce(texts: readonly string[]) {
  const holding = new Map<string, { texts: Set<string>; row: number }>();
  texts.forEach((text, row) => {
    for (const window of windowsOf(text)) {
      const of = holding.get(window) ?? { texts: new Set(), row };
      of.texts.add(text);
      holding.set(window, of);
    }
  });
  return new Map([...holding].filter(([, of]) => of.texts.size > 1).map(([w, of]) => [w, of.row]));
}

describe('substring-duplicates', () => {
  it.each([1, 2, 3, 4])('covers what a comparison of all windows covers (seed %i)', (seed) => {
    const texts = madeTexts(dice(seed));
    const repeated = bruteForce(texts);
    let [all, covered, holding] = [0, 0, 0];
    for (const text of texts) {
      const bytes = encoder.encode(text).length;
      const inside = new Set<number>();
      windowsOf(text).forEach((window, at) => {
        if (repeated.has(window)) for (let i = at; i < at + LENGTH; i++) inside.add(i);
      });
      all += bytes;
      covered += inside.size;
      if (inside.size > 0) holding++;
    }
    for (const table of [textsTable(texts), opened(textsTable(texts), [0]).table]) {
      const found = shared(table);
      expect(found).toMatchObject({ bytes: all, holding });
      expect(found.share).toBeCloseTo(covered / all, 12);
    }
  });

  it('lists a planted passage with its length and its rows', () => {
    const notice =
      'This message is confidential; who is not meant by it deletes it at once, please.';
    const own = (i: number) =>
      Array.from({ length: 9 }, (_, j) => `${String(i * 97 + j)}w`).join(' ');
    const texts = Array.from({ length: 30 }, (_, i) =>
      i < 12 ? `${own(i)}${String(i)}|${notice}|${own(100 + i)}` : own(i),
    );
    const found = shared(textsTable(texts));
    expect(found.passages[0]).toEqual({
      text: `|${notice}|`,
      bytes: notice.length + 2,
      rows: 12,
      first: 0,
    });
    expect(found.holding).toBe(12);
  });

  it('is not upset by empty, short, long and equal texts', () => {
    const long = Array.from({ length: 200_000 }, (_, i) => `w${String(i)}`).join(' ');
    const equal = Array.from({ length: 500 }, () => 'equal texts are one text, whatever they say');
    const found = shared(textsTable(['', 'x', long, `${long.slice(5000, 5200)} else`, ...equal]));
    expect(found).toMatchObject({ rows: 503, holding: 2 });
    expect(shared(textsTable(equal))).toMatchObject({ holding: 0, share: 0 });
  });
});

describe('cut-substrings', () => {
  it.each([1, 2, 3, 4])(
    'cuts nothing that does not stand earlier, and whole words (seed %i)',
    (seed) => {
      const texts = madeTexts(dice(seed));
      const table = textsTable(texts);
      const repeated = bruteForce(texts);
      const { plan, texts: left, spans } = cut(table);
      plan.rows.forEach((row, output) => {
        const text = texts[row]!;
        const later = new Set<number>();
        const met = new Map<string, number>();
        windowsOf(text).forEach((window, at) => {
          const first = repeated.get(window);
          if (first === undefined) return;
          if (first === row) {
            if (!met.has(window)) met.set(window, at);
            if (at < met.get(window)! + LENGTH) return;
          }
          for (let i = at; i < at + LENGTH; i++) later.add(i);
        });
        const characters = [...text];
        const byteOf = (character: number) =>
          encoder.encode(characters.slice(0, character).join('')).length;
        let kept = '';
        let from = 0;
        for (const span of spans[output]!.split(' ').filter((each) => each !== '')) {
          const [begin, end] = span.split('-').map(Number) as [number, number];
          for (let i = byteOf(begin); i < byteOf(end); i++) expect(later.has(i)).toBe(true);
          kept += characters.slice(from, begin).join('');
          from = end;
        }
        expect(left[output]).toBe(kept + characters.slice(from).join(''));
      });
      // What is left has no long passage that stands earlier.
      expect(spans.filter((each) => each !== '').length).toBeGreaterThan(5);
    },
  );

  const NOTICE = 'this notice stands in all of the texts, and is cut but once';
  const texts = ['one two', 'three four five', 'six'].map((own) => `${own} ${NOTICE} ${own} end`);

  it('keeps the first occurrence, or none', () => {
    expect(cut(textsTable(texts)).texts).toEqual([
      texts[0],
      'three four five three four five end',
      'six six end',
    ]);
    expect(cut(textsTable(texts), { keepFirst: false }).texts[0]).toBe('one two one two end');
    expect(cut(textsTable(texts), { mode: 'mask' }).texts[2]).toBe('six […] six end');
  });

  it('lets rows leave of which little is left', () => {
    const { plan } = cut(textsTable(texts), { mostCut: 0.8, minTokens: 3 });
    expect([...plan.rows]).toEqual([0, 1]);
    expect(plan.removed.reasons).toEqual(['substring']);
    expect(cellText(textsTable(texts), 2, 0)).toBe(texts[2]);
  });
});
