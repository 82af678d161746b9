import { Ajv } from 'ajv';
import { HtmlValidate } from 'html-validate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../../src/engine/audit';
import type { SourceFacts } from '../../../src/engine/metric';
import { auditTable } from '../../../src/engine/table/audit-table';
import { tableOf } from '../../../src/engine/table/table';
import { formatAudit } from '../../../src/report/audit-report';
import { Dataset } from '../../../src/files/dataset';

const ROOT = join(import.meta.dirname, '../../..');
const schema = JSON.parse(readFileSync(join(ROOT, 'media/report.schema.json'), 'utf8')) as object;
const valid = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
const html = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });

const FILES = ['titanic.csv', 'penguins.csv', 'compas.csv', 'adult-test.csv'];

describe.each(FILES)('the report of %s', (name) => {
  let report: AuditReport;

  beforeAll(async () => {
    const dataset = new Dataset();
    await dataset.open({ kind: 'file', path: join(ROOT, 'test/fixtures/data', name) }, {});
    report = dataset.audit({ roles: {} });
    dataset.close();
  });

  it('keeps the published schema as JSON', () => {
    const json = JSON.parse(formatAudit(report, 'json')) as Record<string, unknown>;
    expect(valid(json), JSON.stringify(valid.errors?.slice(0, 3))).toBe(true);
    expect(valid({ ...json, alerts: [{ code: 'x' }] })).toBe(false);
    expect(valid({ ...json, more: 1 })).toBe(false);
  });

  it('is one valid page of less than a megabyte that asks for nothing, as HTML', async () => {
    const page = formatAudit(report, 'html');
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    const { results } = await html.validateString(page);
    const said = results.flatMap(({ messages }) =>
      messages.map((m) => `${m.ruleId}: ${m.message}`),
    );
    expect(said).toEqual([]);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|base)\b|\b(src|href|srcset)=|url\(/i);
  });

  it('fits into a comment of a pull request as Markdown', () => {
    const text = formatAudit(report, 'md');
    expect(text.length).toBeLessThan(65_536);
    const tables = text
      .trimEnd()
      .split('\n\n')
      .filter((block) => block.startsWith('|'));
    expect(tables.length).toBeGreaterThan(2);
    for (const table of tables) {
      const cells = table.split('\n').map((line) => line.match(/(?<!\\)\|/g)!.length);
      expect(new Set(cells).size, table.slice(0, 200)).toBe(1);
    }
  });
});

describe('the report of a table of 20,000 columns', () => {
  const names = [...Array.from({ length: 20_000 }, (_, i) => `gene_${i}`), 'label'];
  const rows = ['A', 'B', 'A'].map((label, row) => [
    ...Array.from({ length: 20_000 }, (_, i) => String((row * 7919 + i * 31) % 1000)),
    label,
  ]);
  const shell = { path: '/wide.csv', sha256: '00', tick: () => undefined };
  const facts = {
    name: 'wide.csv',
    format: 'csv',
    bytes: 1,
    encoding: 'utf-8',
    problems: [],
  } as unknown as SourceFacts;
  const only = ['class-imbalance', 'missing-profile'];

  it('lists the label and the first features, in less than a megabyte', () => {
    const { report } = auditTable(
      tableOf(names, rows),
      facts,
      { roles: { label: 'label' }, only },
      shell,
    );
    const page = formatAudit(report, 'html');
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    const markdown = formatAudit(report, 'md');
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toContain('| `label` | label |');
    expect(markdown).toContain('| `gene_299` |');
    expect(markdown).not.toContain('| `gene_300` |');
    expect(markdown).toContain('And 19,700 more features.');
  });
});
