import { describe, expect, it } from 'vitest';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { opened } from '../../fixtures/memory-backing';
import { audit } from './auditing';

const METRICS = [
  'near-duplicate-text',
  'simhash-near-duplicates',
  'template-duplicates',
  'line-and-boilerplate',
  'substring-duplicates',
] as const;
type Metric = (typeof METRICS)[number];

/** What all searches of texts say of a column; of those that do not apply, why. */
function searched(table: Table): Record<Metric, unknown> {
  const { metrics } = audit(table, {
    roles: { others: { text: 'text' } },
    only: METRICS,
    settings: {
      'simhash-near-duplicates': { when: 'always' },
    },
  }).report;
  return metrics as Record<Metric, unknown>;
}

const words = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `w${from + i}`).join(' ');
/** Texts that have nothing in common. */
const others = (count: number) => Array.from({ length: count }, (_, i) => words(1e6 + 100 * i, 40));

const LONG = words(0, 20_000);
const HAN = Array.from({ length: 400 }, (_, i) => String.fromCodePoint(0x4e00 + 7 * i)).join('');
const ARABIC = Array.from({ length: 60 }, (_, i) =>
  String.fromCodePoint(0x628 + (i % 20), 0x62a + ((i * 7) % 20), 0x62c + ((i * 3) % 15)),
).join(' ');
const LINES = Array.from({ length: 9 }, (_, i) => `${words(50 * i, 6)} ends line ${i}`);

/** Texts, and what each search must say of them. */
const CASES: Record<
  string,
  { readonly texts: readonly string[]; readonly expected: Record<Metric, unknown> }
> = {
  'one set of equal rows': {
    texts: [...Array.from({ length: 1000 }, () => words(0, 60)), ...others(3)],
    expected: {
      'near-duplicate-text': { rows: 1003, clusters: 1, copies: 999, largest: 1000 },
      'simhash-near-duplicates': { rows: 1003, clusters: 1, copies: 999, largest: 1000 },
      'template-duplicates': { rows: 1003, templates: 4 },
      'line-and-boilerplate': { rows: 1003, holding: 1000, parts: 1 },
      // Equal texts are one.
      'substring-duplicates': { rows: 1003, holding: 0, share: 0 },
    },
  },
  'a text of 100 kilobytes, nearly the same again, and a piece of it': {
    texts: [LONG, `${LONG} and more`, `${words(10_000, 60)} else`, ...others(30)],
    expected: {
      'near-duplicate-text': { rows: 33, clusters: 1, copies: 1 },
      'simhash-near-duplicates': { rows: 33, clusters: 1, copies: 1 },
      'template-duplicates': { rows: 33, templates: 33 },
      'line-and-boilerplate': { rows: 33, holding: 0 },
      'substring-duplicates': { rows: 33, holding: 3 },
    },
  },
  'nothing but empty, blank and null-like texts': {
    // Blank ones are texts without a word.
    texts: ['', ' ', 'NA', '\t\r\n', 'null', '', '\u3000', '?'],
    expected: {
      'near-duplicate-text': { rows: 3, copies: 0 },
      'simhash-near-duplicates': { rows: 3, copies: 0 },
      'template-duplicates': { rows: 3 },
      'line-and-boilerplate': { rows: 3, holding: 0 },
      'substring-duplicates': { rows: 3, holding: 0, share: 0 },
    },
  },
  'empty ones among others': {
    texts: ['', ' ', words(0, 60), '', words(0, 60), 'NA', ...others(30)],
    expected: {
      'near-duplicate-text': { rows: 33, copies: 1 },
      'simhash-near-duplicates': { rows: 33, copies: 1 },
      'template-duplicates': { rows: 33, templates: 32 },
      'line-and-boilerplate': { rows: 33, holding: 0 },
      'substring-duplicates': { rows: 33, holding: 0 },
    },
  },
  'texts of one word': {
    texts: Array.from({ length: 900 }, (_, i) => `w${i % 300}`),
    expected: {
      'near-duplicate-text': { rows: 900, shortRows: 900, clusters: 300, copies: 600 },
      'simhash-near-duplicates': { rows: 900, clusters: 300, copies: 600 },
      'template-duplicates': { rows: 900 },
      'line-and-boilerplate': { rows: 900, holding: 0 },
      'substring-duplicates': { rows: 900, holding: 0 },
    },
  },
  'Chinese, without spaces': {
    texts: [HAN, `${HAN}。`, [...HAN].reverse().join(''), ...others(30)],
    expected: {
      'near-duplicate-text': { rows: 33, clusters: 1, copies: 1 },
      'simhash-near-duplicates': { rows: 33, clusters: 1, copies: 1 },
      'template-duplicates': { rows: 33, templates: 33 },
      'line-and-boilerplate': { rows: 33, holding: 0 },
      'substring-duplicates': { rows: 33, holding: 2 },
    },
  },
  Arabic: {
    texts: [ARABIC, `${ARABIC} \u0648`, ARABIC.split(' ').reverse().join(' '), ...others(30)],
    expected: {
      'near-duplicate-text': { rows: 33, clusters: 1, copies: 1 },
      'simhash-near-duplicates': { rows: 33 },
      'template-duplicates': { rows: 33, templates: 33 },
      'line-and-boilerplate': { rows: 33, holding: 0 },
      'substring-duplicates': { rows: 33, holding: 2 },
    },
  },
  'mixed line ends': {
    texts: [LINES.join('\n'), LINES.join('\r\n'), LINES.join('\r'), ...others(30)],
    expected: {
      'near-duplicate-text': { rows: 33, clusters: 1, copies: 2 },
      'simhash-near-duplicates': { rows: 33, clusters: 1, copies: 2 },
      'template-duplicates': { rows: 33, templates: 31 },
      'line-and-boilerplate': { rows: 33, holding: 3, parts: 9 },
      'substring-duplicates': { rows: 33, holding: 0 },
    },
  },
};

describe.each(Object.entries(CASES))('searches of texts: %s', (_, { texts, expected }) => {
  const table = tableOf(
    ['text'],
    texts.map((text) => [text]),
  );
  it.each([
    ['held', table],
    ['read from the file', opened(table, [0]).table],
  ])('have the right answer where they are %s', (__, of) => {
    const found = searched(of);
    expect(found).toMatchObject(expected);
  });
});
