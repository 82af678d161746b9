// Renders every tab in a made-up language with other letters, photographs it and names the English words that are left.
// node test/webview/language.mjs [file]
import { build } from 'esbuild';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { painted, panelPages, ROOT } from './panel-pages.mjs';

const TABS = 'Overview Classes Groups Duplicates Columns Problems Balance Evaluate History'.split(
  ' ',
);
const file = join(ROOT, 'test/fixtures/data', process.argv[2] ?? 'penguins.csv');
const out = join(ROOT, 'test/webview/.build/pseudo.mjs');
await build({
  entryPoints: [join(ROOT, 'test/unit/texts/pseudo.ts')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: out,
});
const { leftInEnglish, pseudoBundle } = await import(out);
const english = JSON.parse(await readFile(join(ROOT, 'media/l10n/bundle.l10n.json'), 'utf8'));
const data = await readFile(file, 'utf8');
const known = new Set([...(data.match(/[\p{L}\p{N}_.-]+/gu) ?? []), 'Gini', basename(file)]);
const shots = join(ROOT, 'test/shots/language');
await mkdir(shots, { recursive: true });

const panels = await panelPages(pseudoBundle(english));
for (const tab of TABS) {
  const page = await panels.newPage(1100);
  page.on('pageerror', (error) => console.log(`  said: ${error.stack}`));
  await panels.load(page, { file, tab });
  await page.waitForSelector('.panel main');
  await painted(page);
  await page.screenshot({ path: join(shots, `${tab}.png`), fullPage: true });
  const texts = await page.evaluate(() => {
    const found = [];
    const walk = (node) => {
      if (node.nodeType === 3) found.push(node.data);
      if (node.nodeType !== 1 || /^(CODE|SCRIPT|STYLE)$/.test(node.tagName)) return;
      for (const name of ['aria-label', 'title', 'placeholder'])
        if (node.getAttribute(name)) found.push(node.getAttribute(name));
      node.childNodes.forEach(walk);
    };
    walk(document.body);
    return found;
  });
  const left = new Set(
    texts.flatMap((text) => {
      const words = leftInEnglish(text, known);
      return words.length > 0 ? [`${words.join(' ')}: ${text}`] : [];
    }),
  );
  console.log(`${tab}: ${left.size} texts with English words of ${texts.length}`);
  for (const text of left) console.log(`  ${text}`);
}
await panels.close();
