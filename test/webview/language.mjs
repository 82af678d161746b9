// Renders every tab in a made-up language with other letters, photographs it and names the English words that are left;
// with `--in de` in a real one, and fails where its words are not shown or have no room.
// node test/webview/language.mjs [file] [--in de]
import { build } from 'esbuild';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { painted, panelPages, ROOT } from './panel-pages.mjs';

const TABS = 'Overview Classes Groups Duplicates Columns Problems Balance Evaluate History'.split(
  ' ',
);
const words = process.argv.slice(2);
const at = words.indexOf('--in');
const language = at < 0 ? undefined : words.splice(at, 2)[1];
const file = join(ROOT, 'test/fixtures/data', words[0] ?? 'penguins.csv');
const out = join(ROOT, 'test/webview/.build/pseudo.mjs');
await build({
  entryPoints: [join(ROOT, 'test/unit/texts/pseudo.ts')],
  bundle: true,
  format: 'esm',
  platform: 'node',
  outfile: out,
});
const { leftInEnglish, pseudoBundle } = await import(out);
const bundle = async (name) => JSON.parse(await readFile(join(ROOT, 'media/l10n', name), 'utf8'));
const english = await bundle('bundle.l10n.json');
const translation = language && (await bundle(`bundle.l10n.${language}.json`));
const data = await readFile(file, 'utf8');
const known = new Set([...(data.match(/[\p{L}\p{N}_.-]+/gu) ?? []), 'Gini', basename(file)]);
const shots = join(ROOT, 'test/shots/language');
await mkdir(shots, { recursive: true });

const panels = await panelPages(translation ?? pseudoBundle(english), language);
let failed = false;
for (const tab of TABS) {
  const page = await panels.newPage(1100);
  page.on('pageerror', (error) => console.log(`  said: ${error.stack}`));
  await panels.load(page, { file, tab });
  await page.waitForSelector('.panel main');
  await painted(page);
  const picture = [language, tab, 'png'].filter((part) => part !== undefined).join('.');
  await page.screenshot({ path: join(shots, picture), fullPage: true });
  if (translation) {
    const shown = await page.getByRole('tab', { name: translation[tab] }).isVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const rest = await page.getByText(/\{\d+\}/).count();
    console.log(`${tab}: ${translation[tab]}, ${wide} px too wide, ${rest} values missing`);
    failed ||= !shown || wide > 0 || rest > 0;
    await page.context().close();
    continue;
  }
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
if (failed) process.exitCode = 1;
