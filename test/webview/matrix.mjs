// Every tab of several files in five appearances, photographed and run through axe-core:
// node test/webview/matrix.mjs [file.csv ...] [--only dark,light,hc,narrow,zoom]
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { painted, panelPages, ROOT } from './panel-pages.mjs';

const OUT = join(ROOT, 'test/shots/matrix');
const DATA = join(ROOT, 'test/fixtures/data');
/** Width of the panel in pixels, theme, and pixels of the screen for each of them. */
const APPEARANCES = {
  dark: { width: 1100, theme: 'dark' },
  light: { width: 1100, theme: 'light' },
  hc: { width: 1100, theme: 'hc' },
  narrow: { width: 300, theme: 'dark' },
  zoom: { width: 550, theme: 'light', scale: 2 },
};
/** How files are to be read whose first line is no header, or whose roles are not guessed. */
const KNOWN = {
  'adult-train.csv': {
    read: { header: false },
    roles: { label: '#15', groups: ['#10', '#9'] },
  },
};
const TABS = [
  ...['Overview', 'Classes', 'Groups', 'Duplicates', 'Columns', 'Problems', 'Balance'],
  ...['Evaluate', 'History'],
];
const words = process.argv.slice(2);
const at = words.indexOf('--only');
const wanted = at < 0 ? Object.keys(APPEARANCES) : words.splice(at, 2)[1].split(',');
const files =
  words.length > 0
    ? words.map((word) => resolve(word))
    : ['penguins', 'titanic', 'adult-train', 'diamonds', 'compas'].map((name) =>
        join(DATA, `${name}.csv`),
      );

await mkdir(OUT, { recursive: true });
const axe = await readFile(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const panels = await panelPages();
let serious = 0;
for (const file of files) {
  for (const name of wanted) {
    const { width, theme, scale = 1 } = APPEARANCES[name];
    const page = await panels.newPage(width, scale);
    page.on('pageerror', (error) => console.log(`  said: ${error}`));
    await panels.load(page, { ...KNOWN[basename(file)], file, theme });
    await page.waitForSelector('.panel main');
    for (const tab of TABS) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate((id) => document.querySelector(id).click(), `#tab-${tab}`);
      await painted(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0)
        console.log(`  ${basename(file)} ${tab} ${name} scrolls sideways by ${wide} px`);
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.min(3000, Math.max(600, tall)) });
      await painted(page);
      const shot = `${basename(file, '.csv')}-${tab.toLowerCase()}-${name}.png`;
      await page.screenshot({ path: join(OUT, shot) });
      await page.evaluate(axe).catch(() => page.addScriptTag({ content: axe }));
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run(document, { resultTypes: ['violations'] }),
      );
      for (const { impact, id, nodes } of violations) {
        if (impact === 'serious' || impact === 'critical') serious += 1;
        console.log(`  ${shot} ${impact} ${id}: ${nodes.length} x ${nodes[0].target.join(' ')}`);
      }
    }
    console.log(`${basename(file)} ${name}`);
    await page.context().close();
  }
}
await panels.close();
console.log(`${serious} serious`);
process.exitCode = serious > 0 ? 1 : 0;
