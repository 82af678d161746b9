import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import bundle from '../../../media/l10n/bundle.l10n.json';
import { speak } from '../../../src/engine/language';
import { DATA, Folder } from '../dataset/folder';
import { leftInEnglish, pseudoBundle } from './pseudo';

// As the shells do it: first the language, then everything else.
speak(pseudoBundle(bundle));
const { Dataset } = await import('../../../src/files/dataset');
const { auditDocument } = await import('../../../src/report/audit-document');
const { exhibitsOf } = await import('../../../src/report/exhibits/index');
const { verdictOf } = await import('../../../src/report/verdict');

const folder = new Folder();
afterAll(() => {
  speak(undefined);
  folder.remove();
});

/** Names that every language has, a metric's too. */
const NAMES = ['separability', 'Gini', 'Cramér', 'Unicode', 'csv', 'Palmer', 'Penguins', 'Titanic'];
/** Keys whose texts are names, codes or values. */
const CODES =
  /^(metric|code|codes|severity|method|remedy|kind|tab|tone|type|value|values|name|path|evidence|level|unit|scale|label_value|format|encoding|anchor|id|role|names|recipe|removed|key|operation|cells|scope)$/;

/** The texts of a result that people read. */
function textsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return CODES.test(key) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, key));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(each, name));
}

async function audited(name: string, text = readFileSync(join(DATA, name), 'utf8')) {
  const dataset = new Dataset();
  await dataset.open({ kind: 'file', path: folder.file(name, text) }, {});
  const known = new Set([
    ...NAMES,
    ...(text.match(/[\p{L}\p{N}_.-]+/gu) ?? []),
    name,
    name.slice(0, -4),
  ]);
  return { dataset, known, report: dataset.audit({ roles: {} }) };
}

/** Texts of some users in parts, some of them twice, in both parts. */
function textsInParts(): string {
  const words = 'lorem ipsum dolor sit amet elit sed do magna aliqua enim minim quis nisi'.split(
    ' ',
  );
  const rows = Array.from({ length: 240 }, (_, i) => {
    const n = i % 60;
    const text = Array.from(
      { length: 30 },
      (_, at) => words[(n * (at + 3) + at * at) % words.length],
    );
    return `u${String(n % 40)},${i % 4 < 3 ? 'train' : 'test'},${text.join(' ')},${n < 5 ? 'p' : 'q'}`;
  });
  return ['user,split,text,label', ...rows, ''].join('\n');
}

it('leaves no English word in what is found in parts, and in a split of them', async () => {
  const { dataset, known, report } = await audited('parts.csv', textsInParts());
  const splits = ['random-split', 'kfold-split'].map((method) => ({
    method,
    values: { scope: 'all' },
  }));
  const shown = [
    ...textsIn(report.alerts),
    ...textsIn(auditDocument(report)),
    ...textsIn(exhibitsOf(report)),
    ...splits.flatMap((step) =>
      textsIn(dataset.preview({ seed: 0, steps: [step], roles: {} }).guards),
    ),
  ];
  dataset.close();
  const english = shown.filter((text) => leftInEnglish(text, known).length > 0);
  expect([...new Set(english)]).toEqual([]);
  expect(shown.length).toBeGreaterThan(100);
});

describe.each(['penguins.csv', 'titanic.csv'])('in another language, %s', (name) => {
  it('leaves no English word in audit, preview and failures, and writes an English recipe', async () => {
    const { dataset, known, report } = await audited(name);
    const recipe = {
      seed: 0,
      steps: [{ method: 'exact-dedup' }, { method: 'smotenc' }, { method: 'class-weights' }],
      overrides: ['G-DUP', 'G-MISS', 'G-TYPE', 'G-OVERLAP', 'G-DIM', 'G-LABELS'] as const,
      roles: {},
    };
    const preview = dataset.preview(recipe);
    const refusal = (() => {
      try {
        dataset.preview({ seed: 0, steps: [{ method: 'smote', values: { k: 'x' } }], roles: {} });
        return '';
      } catch (error) {
        return String((error as Error).message);
      }
    })();
    const shown = [
      ...textsIn(verdictOf(report)),
      ...textsIn(report.alerts),
      ...textsIn(report.source),
      ...textsIn(auditDocument(report)),
      ...textsIn(exhibitsOf(report)),
      ...textsIn(preview.guards),
      ...textsIn(preview.notices),
      refusal,
    ];
    const english = shown.flatMap((text) => {
      const left = leftInEnglish(text, known);
      return left.length > 0 ? [`${left.join(' ')}: ${text}`] : [];
    });
    expect([...new Set(english)]).toEqual([]);
    expect(shown.join(' ')).toMatch(/ŕ|ř/);

    const { written } = dataset.apply(recipe, { token: 't' });
    dataset.close();
    const file = JSON.parse(readFileSync(written.recipe, 'utf8')) as Record<string, unknown>;
    const said = textsIn([file['guards'], file['notices'], file['problems']]);
    expect(said.length).toBeGreaterThan(3);
    expect(said.filter((text) => /[řŢñé]/.test(text))).toEqual([]);
  });
});
