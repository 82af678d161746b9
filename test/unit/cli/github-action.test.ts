import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
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

/** The arguments of the step that audits, for a file of ours. */
function argumentsFor(file: string, label: string): string[] {
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
  copyFileSync(join(DATA, file), join(folder.path, 'data/train.csv'));
  return ['audit', join(folder.path, 'data/train.csv'), '--label', label, ...paths];
}

describe('the example of a GitHub workflow', () => {
  it.each([
    ['titanic.csv', 'survived', 1],
    ['penguins.csv', 'species', 0],
  ])(
    'ends as the warnings of %s say and leaves a report that fits a comment',
    async (file, label, code) => {
      const ran = await runHere(argumentsFor(file, label));
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
