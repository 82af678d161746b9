import { describe, expect, it } from 'vitest';
import golden from '../../peers/templates.json';
import type { TemplateDuplicates } from '../../../src/engine/metrics/duplicates/template-duplicates';
import { tableOf } from '../../../src/engine/table/table';
import { groupingAccuracy } from '../../../src/engine/templates/grouping-accuracy';
import { Masker, MASKS, masksOf } from '../../../src/engine/templates/masks';
import { ParseTree } from '../../../src/engine/templates/parse-tree';
import { opened } from '../../fixtures/memory-backing';
import { figures } from '../metrics/auditing';
import { given, run } from '../methods/run';

const noTick = () => undefined;

describe('templates', () => {
  it.each(golden.runs)(
    'are those of Drain3 at depth $depth, similarity $similarity and $children children',
    ({ depth, similarity, children, groups, templates }) => {
      const tree = new ParseTree({ depth, similarity, children });
      const found = golden.texts.map((text) => tree.add(text.split(' ')) + 1);
      expect(found).toEqual(groups);
      expect(templates.map((_, i) => tree.text(i))).toEqual(templates);
    },
  );

  it('mask what differs, and leave names with digits alone', () => {
    const masker = new Masker(masksOf(MASKS.join(',')));
    const masked = (text: string) =>
      masker
        .words(text)
        .map((word) => masker.word(word))
        .join(' ');
    expect(masked('took 12 ms, 3.5% of x=-7')).toBe('took <num> ms, <num>% of x=<num>');
    expect(masked('v12 sha256 blk_38')).toBe('v12 sha256 blk_<num>');
    expect(masked('from 10.0.0.1:80 [::] to 10.0.0.300')).toBe('from <id> [::] to <id>');
    expect(masked('2026-11-22T09:01:02.5Z 22/11/2026 09:01')).toBe('<date> <date> <date>');
    expect(masked('0xFF deadbeef1 deadbeef 123456789')).toBe('<hex> <hex> deadbeef <num>');
    expect(masked('id 123e4567-e89b-12d3-a456-426614174000.')).toBe('id <id>.');
    expect(masked('said "yes, 3 times" to it')).toBe('said <quoted> to it');
    expect(() => masksOf('numbers, words')).toThrow('`words` is no mask');
  });

  it('are compared with the true ones by groups that are exactly equal', () => {
    const truth = [0, 0, 1, 1, 2, 2, 3, 3];
    const parsed = [0, 0, 0, 0, 2, 2, 3, 3];
    const { ga, pga, rga, fga } = groupingAccuracy(
      8,
      (row) => parsed[row]!,
      (row) => truth[row]!,
      noTick,
    );
    expect([ga, pga, rga]).toEqual([0.5, 2 / 3, 0.5]);
    expect(fga).toBeCloseTo(0.571428571429, 12);
  });
});

/** A log: 60 rows of one template, 30 of another, three of their own, two without a text. */
const LOG = tableOf(
  ['message', 'kind', 'y'],
  Array.from({ length: 95 }, (_, i) =>
    i < 60
      ? [
          `job ${String(i)} was done in ${String(i * 7)} ms by worker w${String(i % 3)}`,
          'done',
          'a',
        ]
      : i < 90
        ? [`connection from 10.0.0.${String(i)} was refused`, 'refused', 'b']
        : i < 93
          ? [
              ['start', '全部の作業が終わりました', 'مرحبا بالعالم اليوم'][i - 90]!,
              `k${String(i)}`,
              'a',
            ]
          : ['', '', 'b'],
  ),
);
const ROLES = { message: 'text', y: 'label' } as const;
const request = { roles: { others: ROLES } };

describe('template-duplicates', () => {
  const settings = { 'template-duplicates': { reference: 'kind' } };

  it('counts templates and compares them with the true ones', () => {
    const found = figures<TemplateDuplicates>(LOG, 'template-duplicates', { ...request, settings });
    expect(found).toMatchObject({ rows: 93, templates: 5, single: 3, singleShare: 0.6, topTen: 1 });
    expect(found.largest.slice(0, 2)).toEqual([
      { template: 'job <num> was done in <num> ms by worker <*>', rows: 60, first: 0 },
      { template: 'connection from <id> was refused', rows: 30, first: 60 },
    ]);
    expect(found.rare.map(({ rows }) => rows)).toEqual([30, 60]);
    expect(found.accuracy).toEqual({ rows: 93, ga: 1, pga: 1, rga: 1, fga: 1 });
  });

  it('finds the same where the texts are not held', () => {
    const held = figures(LOG, 'template-duplicates', { ...request, settings });
    const { table } = opened(LOG, [0]);
    expect(figures(table, 'template-duplicates', { ...request, settings })).toEqual(held);
  });

  it('gives up where no two texts are alike', () => {
    const words = (i: number) =>
      Array.from({ length: 6 }, (_, j) => `w${((i * 7919 + j * 104729) % 99991).toString(36)}`);
    const table = tableOf(
      ['t'],
      Array.from({ length: 5_100 }, (_, i) => [
        [...words(i), ...words(i * 3 + 1).slice(i % 7)].slice(i % 3).join(String.fromCharCode(32)),
      ]),
    );
    expect(() =>
      figures(table, 'template-duplicates', { roles: { others: { t: 'text' } } }),
    ).toThrow('follow no templates');
  });
});

describe('template-dedup', () => {
  it('keeps so many rows of each template, and names it', () => {
    const { plan } = run(given(LOG, ROLES), [{ method: 'template-dedup', values: { t: 2 } }]);
    expect([...plan.rows]).toEqual([0, 1, 60, 61, 90, 91, 92, 93, 94]);
    expect(plan.removed.reasons).toEqual(['template']);
    const cells = (name: string) => {
      const column = plan.columns.find((of) => of.name === name)!;
      return Array.from(plan.rows, (_, output) => column.text(output));
    };
    expect(cells('_template_id')).toEqual(['1', '1', '2', '2', '3', '4', '5', '', '']);
    expect(cells('_template')[2]).toBe('connection from <id> was refused');
    expect(plan.tables['templates']).toEqual([
      { template: 'job <num> was done in <num> ms by worker <*>', rows: 60, kept: 2 },
      { template: 'connection from <id> was refused', rows: 30, kept: 2 },
    ]);
  });

  it('cuts where large templates end when nothing is asked', () => {
    const { plan } = run(given(LOG, ROLES), [{ method: 'template-dedup', values: {} }]);
    // Running shares of rows and of templates are farthest apart at the second template, of 30 rows.
    expect(plan.rows).toHaveLength(30 + 30 + 5);
  });
});
