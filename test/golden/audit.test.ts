import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Dataset } from '../../src/files/dataset';
import { formatAudit } from '../../src/report/audit-report';

const GOLDEN = join(import.meta.dirname, 'penguins.audit.json');
const SOURCE = join(import.meta.dirname, '../fixtures/data/penguins.csv');

it('the audit of penguins.csv is the golden one (UPDATE_GOLDEN=1 rewrites it)', async () => {
  const dataset = new Dataset();
  await dataset.open({ kind: 'file', path: SOURCE }, {});
  const report = dataset.audit({ roles: {} });
  dataset.close();
  const source = { ...report.source, path: 'penguins.csv' };
  const text = formatAudit({ ...report, source }, 'json');
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
});
