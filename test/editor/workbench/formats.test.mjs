import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { after, afterEach, before, describe, it } from 'mocha';
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

describe('files of other formats', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({
      'loans.parquet': parquet(),
      'loans.json': json(),
      'loans.csv.gz': gzipSync(loans()),
      'book.xlsx': readFileSync(`${WORKBOOK}.xlsx`),
    });
  });

  afterEach(async () => {
    await workbench.command('View: Close All Editors');
    await workbench.tab(/./).first().waitFor({ state: 'detached' });
  });

  after(() => workbench?.close());

  for (const [name, written] of [
    ['loans.parquet', 'loans.exact-dedup.parquet'],
    ['loans.json', 'loans.exact-dedup.json'],
    ['loans.csv.gz', 'loans.exact-dedup.csv.gz'],
  ])
    it(`is audited by a right click, and written without its copies: ${name}`, async () => {
      await workbench.audit(name);
      const panel = workbench.panel();
      await panel.getByText(`${LOANS.rows} rows · 4 columns`).waitFor();
      await workbench.picture(`format-${name}`);
      const copies = panel.getByRole('listitem').filter({ hasText: /copies? of/ });
      await copies.getByRole('button', { name: /^Fix/ }).click();
      await panel.getByRole('button', { name: 'Write File', disabled: false }).click();
      await workbench.notification(`Wrote ${written}.`).waitFor();
      // A menu closes when the explorer draws new files under it.
      await workbench.file(written).waitFor();
      const bytes = readFileSync(path.join(workbench.folder, written));
      const kept = LOANS.rows - LOANS.copies;
      if (name.endsWith('.gz')) {
        assert.equal(
          gunzipSync(bytes).toString(),
          loans()
            .split('\n')
            .slice(0, 1 + kept)
            .join('\n') + '\n',
        );
      } else if (name.endsWith('.json')) {
        assert.deepEqual(JSON.parse(bytes.toString()), JSON.parse(json()).slice(0, kept));
      } else {
        assert.equal(bytes.subarray(0, 4).toString(), 'PAR1');
      }
    });

  it('a workbook is audited, and its results are CSV', async () => {
    await workbench.audit('book.xlsx');
    const expected = JSON.parse(readFileSync(`${WORKBOOK}.json`, 'utf8'));
    const { length } = expected.rows;
    const panel = workbench.panel();
    await panel.getByText(`${length} rows · ${expected.names.length} columns`).waitFor();
    await panel.getByRole('tab', { name: /^Balance/ }).click();
    await panel
      .getByRole('radio', { name: /copies/ })
      .first()
      .click();
    await panel.getByText(/Results are written as CSV/).waitFor();
    await workbench.picture('format-xlsx');
    await panel.getByRole('button', { name: 'Write File', disabled: false }).click();
    await workbench.notification(/Wrote book\..+\.csv\./).waitFor();
  });
});
