import { describe, expect, it } from 'vitest';
import { eachUnit, type Unit } from '../../../src/engine/boilerplate/units';
import { normalText } from '../../../src/engine/cells/normal-text';
import type { LineAndBoilerplate } from '../../../src/engine/metrics/duplicates/line-and-boilerplate';
import { cellText, tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { opened } from '../../fixtures/memory-backing';
import { figures } from '../metrics/auditing';
import { given, run } from '../methods/run';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The units of a text. */
function unitsOf(text: string, unit: Unit): string[] {
  const bytes = encoder.encode(text);
  const found: string[] = [];
  eachUnit({ bytes, start: 0, end: bytes.length }, unit, (from, to) =>
    found.push(decoder.decode(bytes.subarray(from, to))),
  );
  return found;
}

describe('units of texts', () => {
  it('are lines, whatever their ends', () => {
    expect(unitsOf('a\r\nb\rc\n\nd', 'line')).toEqual(['a\r\n', 'b\r', 'c\n', '\n', 'd']);
    expect(unitsOf('', 'line')).toEqual([]);
  });

  it('are sentences', () => {
    expect(unitsOf('It cost 3.50. "Really?!" Yes... no\nNew line.', 'sentence')).toEqual([
      'It cost 3.50. ',
      '"Really?!" ',
      'Yes... ',
      'no\n',
      'New line.',
    ]);
    expect(unitsOf('本日は晴天。明日は雨！そうですか？はい', 'sentence')).toEqual([
      '本日は晴天。',
      '明日は雨！',
      'そうですか？',
      'はい',
    ]);
    expect(unitsOf('A. B. C. D.', '3-sentences')).toEqual(['A. B. C. ', 'B. C. D.']);
  });

  it('are paragraphs', () => {
    expect(unitsOf('a\nb\n \r\n\r\nc\n\nd', 'paragraph')).toEqual([
      'a\nb\n \r\n\r\n',
      'c\n\n',
      'd',
    ]);
  });
});

const FOOTER = 'Sent from my telephone, please excuse typing errors.';
const ARABIC = 'هذه الرسالة سرية وموجهة إلى المرسل إليه فقط';
/** 60 e-mails: a footer in three spellings in all of them, a notice in twenty, lines of their own, an empty cell. */
const MAILS = tableOf(
  ['mail', 'y'],
  Array.from({ length: 61 }, (_, i) =>
    i === 60
      ? ['', 'a']
      : [
          [
            `The number of this very message is ${String(i)} exactly.`,
            ...(i % 3 === 0 ? [ARABIC] : []),
            `Another line of its own, with the words ${String(i * 7919)} and more.`,
            [FOOTER, FOOTER.toUpperCase(), `  ${FOOTER.replace(' ', '\u00a0 ')}`][i % 3]!,
          ].join(['\n', '\r\n', '\r'][i % 3]!),
          'ab'[i % 2]!,
        ],
  ),
);
const ROLES = { mail: 'text', y: 'label' } as const;
const request = { roles: { others: ROLES } };

describe('line-and-boilerplate', () => {
  it('finds planted lines, whatever their spelling', () => {
    const found = figures<LineAndBoilerplate>(MAILS, 'line-and-boilerplate', request);
    expect(found).toMatchObject({ unit: 'line', rows: 60, holding: 60, parts: 2, least: 3 });
    expect(found.top).toEqual([
      { text: FOOTER, characters: FOOTER.length, rows: 60, first: 0 },
      { text: ARABIC, characters: [...ARABIC].length, rows: 20, first: 0 },
    ]);
    expect(found.byShare.reduce((sum, rows) => sum + rows)).toBe(60);
    expect(found.medianShare).toBeGreaterThan(0.3);
  });

  it('finds the same where the texts are not held', () => {
    const held = figures(MAILS, 'line-and-boilerplate', request);
    expect(figures(opened(MAILS, [0]).table, 'line-and-boilerplate', request)).toEqual(held);
  });

  it.each([1, 2, 3])('counts what counting by hand counts, in made texts (seed %i)', (seed) => {
    const { below } = dice(seed);
    const sentence = () =>
      `${['Some', 'Every', 'any', 'Überall'][below(4)]!} ${['word', 'löwe', '言葉'][below(3)]!} number ${String(below(40))} stands here.`;
    const texts = Array.from({ length: 300 }, () =>
      Array.from({ length: below(6) }, sentence).join([' ', '  ', '\n'][below(3)]!),
    );
    const table = tableOf(
      ['t'],
      texts.map((text) => [text]),
    );
    const found = figures<LineAndBoilerplate>(table, 'line-and-boilerplate', {
      roles: { others: { t: 'text' } },
      settings: { 'line-and-boilerplate': { unit: 'sentence' } },
    });
    const rows = new Map<string, number>();
    for (const text of texts) {
      const own = new Set(text.split(/(?<=\.)\s+/).map((part) => normalText(part, 'n2')));
      for (const part of own) if (part !== '') rows.set(part, (rows.get(part) ?? 0) + 1);
    }
    const repeated = [...rows].filter(([, n]) => n >= 3);
    expect(found.parts).toBe(repeated.length);
    expect(found.top.map((part) => part.rows)).toEqual(
      repeated
        .map(([, n]) => n)
        .sort((a, b) => b - a)
        .slice(0, 20),
    );
    for (const { text, rows: n } of found.top) expect(rows.get(normalText(text, 'n2'))).toBe(n);
  });
});

describe('strip-boilerplate', () => {
  const cut = (values: Record<string, string | number>, table = MAILS) =>
    run(given(table, ROLES), [{ method: 'strip-boilerplate', values }]).plan;
  const cells = (plan: ReturnType<typeof cut>, name: string) => {
    const column = plan.columns.find((of) => of.name === name)!;
    return Array.from(plan.rows, (_, output) => column.text(output));
  };

  it('cuts a planted footer everywhere but once, and nothing else', () => {
    const plan = cut({ maxDocs: 30 });
    expect(plan.removed.count).toBe(0);
    const texts = cells(plan, 'mail_dedup');
    for (const row of plan.rows) {
      const text = cellText(MAILS, row, 0);
      const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
      expect(texts[row]).toBe(row === 0 ? text : lines.slice(0, -1).join(''));
    }
    expect(cells(cut({ maxDocs: 30, mode: 'all' }), 'mail_dedup')[0]).not.toContain('telephone');
  });

  it('says which characters were cut, so that they can be put back', () => {
    const plan = cut({});
    const [texts, spans] = [cells(plan, 'mail_dedup'), cells(plan, '_cut_spans')];
    plan.rows.forEach((row, output) => {
      const whole = [...cellText(MAILS, row, 0)];
      let left = [...texts[output]!];
      for (const span of spans[output]!.split(' ').filter((each) => each !== '')) {
        const [from, to] = span.split('-').map(Number) as [number, number];
        left = [...left.slice(0, from), ...whole.slice(from, to), ...left.slice(from)];
      }
      expect(left.join('')).toBe(whole.join(''));
    });
    expect(spans[1]).not.toBe('');
    expect(plan.tables['cutParts']).toHaveLength(2);
  });

  it('lets rows leave of which hardly anything is left', () => {
    const table = tableOf(
      ['mail', 'y'],
      Array.from({ length: 20 }, (_, i) => [
        i < 15 ? FOOTER : `${FOOTER}\nBut this one has ${String(i)} words of its own to say.`,
        'a',
      ]),
    );
    const plan = cut({ unit: 'line' }, table);
    // The first row keeps its footer, copies of it are nothing but one.
    expect([...plan.rows]).toEqual([0, 15, 16, 17, 18, 19]);
    expect(plan.removed.reasons).toEqual(['line']);
    expect([...cut({ unit: 'line', minTokens: 0, mostCut: 1 }, table).rows]).toHaveLength(20);
  });

  it('hands the cut texts on to the next step', () => {
    const { plan } = run(given(MAILS, ROLES), [
      { method: 'strip-boilerplate', values: { mode: 'all' } },
      { method: 'near-dedup', values: { threshold: 0.5, shingle: 1 } },
    ]);
    expect(plan.columns.map(({ name }) => name)).toEqual(['mail_dedup', '_cut_spans']);
  });
});
