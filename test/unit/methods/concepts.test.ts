import { describe, expect, it } from 'vitest';
import {
  divergence,
  labelQuota,
  type Kind,
} from '../../../src/engine/methods/resample/parts/label-quota';
import { createRandom } from '../../../src/engine/random';
import { tableOf } from '../../../src/engine/table/table';
import { given, run, sha256 } from './run';

const { uniform } = createRandom(12, sha256).stream('concepts');
const idle = () => undefined;

describe('label quotas', () => {
  /** Every way to take m of n rows. */
  function* subsets(n: number, m: number, from = 0): Generator<number[]> {
    if (m === 0) {
      yield [];
      return;
    }
    for (let first = from; first <= n - m; first++) {
      for (const rest of subsets(n, m - 1, first + 1)) yield [first, ...rest];
    }
  }

  it('come within 5% of the best subset', () => {
    for (let round = 0; round < 40; round++) {
      const [n, m, labels] = [12, 4, 4];
      const kinds: Kind[] = Array.from({ length: n }, (_, i) => {
        const own = [...Array(labels).keys()].filter(
          (l) => uniform(1000 * round + 10 * i + l) < 0.4,
        );
        const some = own.length ? own : [i % labels];
        return { labels: some, times: some.map(() => 1), rows: 1 };
      });
      const raw = Array.from({ length: labels }, (_, l) => 0.2 + uniform(9e5 + round * 10 + l));
      const target = raw.map((share) => share / raw.reduce((a, b) => a + b, 0));
      const far = (rows: readonly number[]) => {
        const counts = new Float64Array(labels);
        for (const row of rows) for (const label of kinds[row]!.labels) counts[label]!++;
        return divergence(target, counts);
      };
      const best = Math.min(...[...subsets(n, m)].map(far));
      const taken = labelQuota(kinds, target, m, idle);
      const rows = [...taken.keys()].filter((kind) => taken[kind]);
      expect(rows).toHaveLength(m);
      expect(far(rows), `round ${round}`).toBeLessThanOrEqual(best * 1.05 + 1e-9);
    }
  });

  it('are met exactly where they can be', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [i < 150 ? 'a' : i < 180 ? 'b' : 'c;b']);
    const subject = given(tableOf(['tags'], rows), { tags: 'label' });
    const { plan } = run(subject, [
      {
        method: 'label-quota-subset',
        values: { separator: ';', rows: 30, target: 'table', shares: { a: 1, b: 1 } },
      },
    ]);
    const kept = [...plan.rows].map((row) => rows[row]![0]);
    expect(kept.filter((tags) => tags === 'a')).toHaveLength(15);
    expect(kept.filter((tags) => tags === 'b')).toHaveLength(15);
    const { after } = plan.tables['divergence'] as { after: number };
    expect(after).toBeLessThan(1e-3);
  });

  it('lists labels with too few rows, and refuses labels that are not there', () => {
    const rows = Array.from({ length: 50 }, (_, i) => [i < 48 ? 'a' : 'rare']);
    const subject = given(tableOf(['tags'], rows), { tags: 'label' });
    const { plan } = run(subject, [{ method: 'label-quota-subset', values: { rows: 20 } }]);
    expect(plan.rows).toHaveLength(20);
    expect(plan.notices.join(' ')).toContain('`rare` has fewer rows');
    const bad = { target: 'table', shares: { none: 1 } };
    expect(() => run(subject, [{ method: 'label-quota-subset', values: bad }])).toThrow(
      expect.objectContaining({ code: 'unknown-class' }),
    );
  });
});

describe('concept-balance', () => {
  const rows = Array.from({ length: 4000 }, (_, i) => [
    ['cat, sofa', 'cat', 'dog, sofa', i % 40 === 3 ? 'lynx, cat' : 'dog'][i % 4]!,
    i % 100 === 7 ? 'A rare axolotl' : 'The common cat',
  ]);
  const subject = given(tableOf(['tags', 'caption'], rows), { tags: 'label', caption: 'ignored' });
  const planOf = (values: Record<string, string | number | boolean | readonly string[]>) =>
    run(subject, [{ method: 'concept-balance', values }]).plan;

  it('keeps rows with the chance of their rarest concept', () => {
    const counts = { cat: 2100, sofa: 2000, dog: 1900, lynx: 100 };
    const tau = 500;
    const chance = (tags: string) =>
      Math.max(...tags.split(', ').map((t) => Math.min(1, tau / counts[t as keyof typeof counts])));
    const plan = planOf({ tau });
    const written = plan.columns.find(({ name }) => name === '_keep_prob')!;
    plan.rows.forEach((row, output) => {
      expect(Number(written.text(output))).toBeCloseTo(chance(rows[row]![0]!), 5);
    });
    const expected = rows.reduce((sum, [tags]) => sum + chance(tags!), 0);
    const sigma = Math.sqrt(
      rows.reduce((sum, [tags]) => sum + chance(tags!) * (1 - chance(tags!)), 0),
    );
    expect(Math.abs(plan.rows.length - expected)).toBeLessThan(3 * sigma);
    expect([...plan.rows].filter((row) => rows[row]![0] === 'lynx, cat')).toHaveLength(100);
  });

  it('looks at pairs and at several columns', () => {
    const tau = 500;
    const pairs = planOf({ tau, pairs: true }).tables['views'] as {
      view: string;
      concepts: number;
    }[];
    expect(pairs).toEqual([
      expect.objectContaining({ view: 'tags', concepts: 4 }),
      expect.objectContaining({ view: 'tags (pairs)', concepts: 3 }),
    ]);
    const both = planOf({ tau, columns: ['tags', 'caption'], read: 'words' });
    const axolotls = [...both.rows].filter((row) => rows[row]![1]!.includes('axolotl'));
    expect(axolotls).toHaveLength(40);
    const mean = planOf({ tau, columns: ['tags', 'caption'], read: 'words', pass: 'majority' });
    expect(mean.rows.length).toBeLessThan(both.rows.length);
  });
});

describe('augmentation-plan', () => {
  const rows = [...Array(100).keys()].map((i) => [`${i}.png`, i < 70 ? 'a' : i < 97 ? 'b' : 'c']);
  const subject = given(tableOf(['image', 'class'], rows), { image: 'ignored', class: 'label' });
  const planOf = (values: Record<string, number | Record<string, number>>) =>
    run(subject, [{ method: 'augmentation-plan', values }]).plan;

  it('lists rows of rare classes up to the largest class, at most five times', () => {
    const plan = planOf({});
    const times = new Map<string, number>();
    for (const row of plan.rows) times.set(rows[row]![1]!, (times.get(rows[row]![1]!) ?? 0) + 1);
    expect(Object.fromEntries(times)).toEqual({ a: 70, b: 81, c: 15 });
    const [index, key] = ['_copy_index', '_op_key'].map((name) =>
      plan.columns.find((column) => column.name === name)!,
    );
    const keys = new Set<string>();
    plan.rows.forEach((_, output) => {
      expect(index!.text(output) === '').toBe(output < 100);
      if (output >= 100) keys.add(key!.text(output));
      else expect(key!.text(output)).toBe('');
    });
    expect(keys.size).toBe(plan.rows.length - 100);
    for (const text of keys) expect(text).toMatch(/^\d{1,10}$/);
  });

  it('takes sizes by hand, and refuses classes that are not there', () => {
    expect(planOf({ target: { c: 6 } }).rows).toHaveLength(103);
    expect(() => planOf({ target: { z: 6 } })).toThrow(
      expect.objectContaining({ code: 'unknown-class' }),
    );
  });
});
