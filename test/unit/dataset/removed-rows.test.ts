import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { Dataset } from '../../../src/files/dataset';
import { cells, read } from '../codecs/reading';
import { Folder } from './folder';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** Removes copies from a file and returns the texts of the output and of the removed rows. */
async function deduplicated(
  name: string,
  text: string,
): Promise<{ output: string; removed: string }> {
  const dataset = new Dataset();
  await dataset.open({ kind: 'file', path: folder.file(name, text) }, {});
  const recipe = { seed: 0, steps: [{ method: 'exact-dedup' }], roles: { label: null } };
  const { written } = dataset.apply(recipe, { token: 't' });
  dataset.close();
  return {
    output: readFileSync(written.path, 'utf8'),
    removed: readFileSync(written.removed!, 'utf8'),
  };
}

it('a row with too many fields may leave: its bytes come first, then the reason', async () => {
  const text = 'a,b\n1,2\n1,2\n3,4,5\n3,4,5\n6,7\n';
  const { output, removed } = await deduplicated('long.csv', text);
  expect(output).toBe('a,b\n1,2\n3,4,5\n6,7\n');
  expect(removed).toMatch(/^a,b,_reason,_kept_as,_row\n1,2,[^,]+,0,1\n3,4,5,[^,]+,2,3\n$/);
});

it('a row with an open quote may leave: the quote is closed before the reason', async () => {
  const text = 'a,b\n1,2\n3,4\n3,4\n1,"2';
  const { output, removed } = await deduplicated('open.csv', text);
  expect(output).toBe('a,b\n1,2\n3,4');
  const { table } = read(removed, { delimiter: ',', header: true });
  expect(cells(table).map((row) => [row[0], row[1], row[4]])).toEqual([
    ['3', '4', '2'],
    ['1', '2', '3'],
  ]);
});

it('a JSON line that is no object may leave as it is', async () => {
  const text = '{"a":1}\noops\noops\n{"a":1}\n';
  const { output, removed } = await deduplicated('odd.jsonl', text);
  expect(output).toBe('{"a":1}\noops\n');
  expect(removed).toMatch(/^oops\n\{"a":1,"_reason":"[^"]+","_kept_as":0,"_row":3\}\n$/);
});
