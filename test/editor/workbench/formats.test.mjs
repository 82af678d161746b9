import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';
import { PROJECT } from '../../vscode/paths.mjs';

const [names = [], ...rows] = loans()
  .trimEnd()
  .split('\n')
  .map((line) => line.split(','));
const values = (/** @type {number} */ column) => rows.map((row) => row[column] ?? '');

const parquet = () => {
  const columnData = names.map((name, column) => ({ name, data: values(column), type: 'STRING' }));
  return Buffer.from(parquetWriteBuffer({ columnData: /** @type {never} */ (columnData) }));
};
const json = () =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column]]))),
  );
/** Rows of the workbook, as its maker says. */
const WORKBOOK = path.join(PROJECT, 'test/fixtures/xlsx/openpyxl');

/**
 * Opens a workbench on one file, audits it by a right click and hands it over.
 * @param {string} name
 * @param {Buffer | string} content
 * @param {(workbench: import('./workbench.mjs').Workbench) => Promise<void>} work
 */
async function withAudited(name, content, work) {
  const workbench = await openWorkbench({ [name]: content });
  try {
    await workbench.audit(name);
    await work(workbench);
  } finally {
    await workbench.close();
  }
}

const kept = LOANS.rows - LOANS.copies;
/** @type {[name: string, content: Buffer | string, check: (bytes: Buffer) => void][]} */
const CASES = [
  ['loans.parquet', parquet(), (bytes) => assert.equal(bytes.subarray(0, 4).toString(), 'PAR1')],
  [
    'loans.json.gz',
    gzipSync(json()),
    (bytes) =>
      assert.deepEqual(JSON.parse(gunzipSync(bytes).toString()), JSON.parse(json()).slice(0, kept)),
  ],
  [
    'loans.csv.gz',
    gzipSync(loans()),
    (bytes) =>
      assert.deepEqual(
        gunzipSync(bytes).toString().trimEnd().split('\n'),
        loans()
          .split('\n')
          .slice(0, 1 + kept),
      ),
  ],
];

describe('files of other formats', () => {
  for (const [name, content, check] of CASES)
    it(`are audited, and written without their copies: ${name}`, async () => {
      await withAudited(name, content, async (workbench) => {
        const panel = workbench.panel();
        await panel.getByText(`${LOANS.rows} rows · 4 columns`).waitFor();
        await workbench.picture(`format-${name}`);
        const copies = panel.getByRole('listitem').filter({ hasText: /copies? of/ });
        await copies.getByRole('button', { name: /^Fix/ }).click();
        await panel.getByRole('button', { name: 'Write File', disabled: false }).click();
        const written = name.replace('loans.', 'loans.exact-dedup.');
        await workbench.notification(`Wrote ${written}.`).waitFor();
        check(readFileSync(path.join(workbench.folder, written)));
      });
    });

  it('are written as CSV where they are workbooks, and that is said before', async () => {
    const expected = JSON.parse(readFileSync(`${WORKBOOK}.json`, 'utf8'));
    await withAudited('book.xlsx', readFileSync(`${WORKBOOK}.xlsx`), async (workbench) => {
      const panel = workbench.panel();
      const { rows: all, names: columns } = expected;
      await panel.getByText(`${all.length} rows · ${columns.length} columns`).waitFor();
      await panel.getByRole('tab', { name: /^Balance/ }).click();
      await panel.getByRole('button', { name: 'All methods…' }).click();
      await panel.getByRole('radio', { name: 'Remove exact copies' }).first().click();
      await panel.getByText(/Results are written as CSV/).waitFor();
      await workbench.picture('format-xlsx');
      await panel.getByRole('button', { name: 'Write File', disabled: false }).click();
      await workbench.notification(/Wrote book\..+\.csv\./).waitFor();
    });
  });
});
