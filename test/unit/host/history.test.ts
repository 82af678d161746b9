import { expect, it } from 'vitest';
import { withRun } from '../../../src/host/sessions/history';
import { auditOf } from './audit-of';

const rows = (count: number) =>
  auditOf(
    'x.csv',
    ['a,b', ...Array.from({ length: count }, (_, at) => `${String(at)},x`)].join('\n'),
  );

it('keeps the last runs, newest first, and one of those that found the same', async () => {
  const [two, three] = [await rows(2), await rows(3)];
  const once = withRun([], two, 1);
  const twice = withRun(once, two, 2);
  expect(twice.map(({ at }) => at)).toEqual([2]);
  const changed = withRun(twice, three, 3);
  expect(changed.map(({ at, digest }) => [at, digest.sha256])).toEqual([
    [3, three.source.sha256],
    [2, two.source.sha256],
  ]);
  let many = changed;
  for (let at = 4; at < 40; at++) many = withRun(many, at % 2 ? two : three, at);
  expect(many).toHaveLength(12);
  expect(many[0]?.at).toBe(39);
});
