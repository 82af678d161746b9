import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DATA, runHere, temporaryFolder } from './cli';

const WORKFLOW = readFileSync(
  join(import.meta.dirname, '../../../media/github-action.yml'),
  'utf8',
);
/** Characters that a comment of a pull request may have. */
const COMMENT = 65_536;

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

/** The same rows in another order, the same every time. */
function shuffled(text: string): string {
  const [header, ...rows] = text.trimEnd().split('\n');
  const dealt: string[] = [];
  for (let at = 0; rows.length > 0;) {
    at = (at + 7 * dealt.length + 3) % rows.length;
    dealt.push(...rows.splice(at, 1));
  }
  return [header, ...dealt, ''].join('\n');
}

/** The arguments of the step that audits, for a file. */
function argumentsFor(text: string, label: string): string[] {
  const [, words = ''] = /cli\.js (audit [^\n]+\n[^\n]+)/.exec(WORKFLOW) ?? [];
  const [command, path, ...rest] = words.split(/\s+/);
  expect([command, path, rest.slice(0, 2)]).toEqual([
    'audit',
    'data/train.csv',
    ['--label', 'outcome'],
  ]);
  const paths = rest
    .slice(2)
    .map((word) => (word === 'report.md' ? join(folder.path, word) : word));
  mkdirSync(join(folder.path, 'data'), { recursive: true });
  writeFileSync(join(folder.path, 'data/train.csv'), text);
  return ['audit', join(folder.path, 'data/train.csv'), '--label', label, ...paths];
}

describe('the example of a GitHub workflow', () => {
  it.each([
    ['titanic.csv', 'survived', 1, (text: string) => text],
    // Sorted by species as it is, which is a warning.
    ['penguins.csv', 'species', 0, shuffled],
  ])(
    'ends as the warnings of %s say and leaves a report that fits a comment',
    async (file, label, code, change) => {
      const text = change(readFileSync(join(DATA, file), 'utf8'));
      const ran = await runHere(argumentsFor(text, label));
      expect(ran.err).toBe('');
      expect(ran.code).toBe(code);
      const report = readFileSync(join(folder.path, 'report.md'), 'utf8');
      expect(report).toMatch(/^# train\.csv\n/);
      expect(report.length).toBeLessThan(COMMENT);
    },
  );

  it('comments what was written, also when the audit fails', () => {
    expect(WORKFLOW).toMatch(
      /if: always\(\)[^\n]+\n\s+run: gh pr comment [^\n]+--body-file report\.md/,
    );
    expect(WORKFLOW).toContain('pull-requests: write');
  });
});
