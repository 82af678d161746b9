// How long the panel's page is busy with one snapshot of a wide report: node test/webview/speed.mjs [columns]
// With a list of very many sets of copies, and the memory that it takes: node test/webview/speed.mjs --sets 100000
// Processor time of the page's main thread, drawing included; it fails when a view takes longer than a key stroke may.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { painted, panelPages } from './panel-pages.mjs';

if (process.argv[2] === '--sets') {
  const { scrollSets } = await import('./speed-of-sets.mjs');
  process.exit(await scrollSets(Number(process.argv[3] ?? 100_000)));
}
const COLUMNS = Number(process.argv[2] ?? 200);
const ROWS = 5000;
/** Milliseconds. */
const LIMIT = 50;
/** Milliseconds from a report to its picture. */
const FIRST = 300;
/** Milliseconds of a frame at 50 frames a second. */
const FRAME = 20;
/** A long table is drawn in parts, one a frame; the longest frame counts. */
const FRAMES = 16;
const TABS = ['Overview', 'Classes', 'Groups', 'Duplicates', 'Columns', 'Problems'];

const file = path.join(os.tmpdir(), `ballast-wide-${COLUMNS}.csv`);
const names = Array.from({ length: COLUMNS - 1 }, (_, column) => `number_${column}`);
const cell = (row, column) => (Math.imul(row + 7 * column, 2_654_435_761) >>> 0) % (1003 + column);
const line = (row) => [
  ...names.map((_, column) => (row % 17 === column % 17 ? '' : cell(row, column))),
  row % 23 === 0,
];
const lines = Array.from({ length: ROWS }, (_, row) => line(row).join(','));
writeFileSync(file, `${[...names, 'label'].join(',')}\n${lines.join('\n')}\n`);

const panels = await panelPages();
const page = await panels.newPage(1100);
const session = await page.context().newCDPSession(page);
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
/** Seconds that the main thread worked so far, without the time other programs took. */
const worked = async () => {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value;
};

await panels.load(page, { file });
await page.waitForSelector('.panel main');
await page.evaluate(async () => {
  window.snapshot = (await window.askHost('open', {})).answer;
});
let failed = false;
for (const tab of TABS) {
  await page.getByRole('tab', { name: tab }).click();
  await painted(page);
  const times = [];
  for (let round = 0; round < 5; round++) {
    let from = await worked();
    let longest = 0;
    await page.evaluate(() => window.tellPanel('snapshot', window.snapshot));
    for (let frame = 0; frame < FRAMES; frame++) {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const now = await worked();
      longest = Math.max(longest, now - from);
      from = now;
    }
    times.push(longest);
  }
  // Other programs slow this one down, and never speed it up.
  const ms = 1000 * Math.min(...times);
  failed ||= ms > LIMIT;
  console.log(`${ms > LIMIT ? 'SLOW' : '  ok'} ${ms.toFixed(0).padStart(5)} ms  ${tab}`);
}

// The first report that a page gets to draw: nothing is warm.
const fresh = await panels.newPage(1100);
const changes = { state: { kind: 'loading', progress: null } };
await panels.load(fresh, { file, changes });
await fresh.waitForSelector('.panel .body');
await painted(fresh);
const first = await fresh.evaluate(
  async (snapshot) => {
    const from = performance.now();
    window.tellPanel('snapshot', snapshot);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - from;
  },
  await page.evaluate(() => window.snapshot),
);
failed ||= first > FIRST;
console.log(
  `${first > FIRST ? 'SLOW' : '  ok'} ${first.toFixed(0).padStart(5)} ms by the clock from the first report to its picture`,
);

// Scrolling: the table of columns from its first row to its last, 120 pixels a frame.
await page.getByRole('tab', { name: 'Columns' }).click();
await painted(page);
const { frames, busy, rows } = await scrolled(page, '.columns tbody', worked);
const perFrame = (1000 * busy) / frames;
failed ||= perFrame > FRAME;
console.log(
  `${perFrame > FRAME ? 'SLOW' : '  ok'} ${perFrame.toFixed(1).padStart(5)} ms a frame, scrolling ${COLUMNS} columns in ${frames} frames, at most ${rows} rows in the page`,
);
await panels.close();
process.exitCode = failed ? 1 : 0;

/** Scrolls the page to its end frame by frame: frames, seconds the page was busy, and rows of a table in it at once. */
async function scrolled(page, selector, worked) {
  const from = await worked();
  const { frames, rows } = await page.evaluate(async (selector) => {
    let frames = 0;
    let rows = 0;
    const body = document.querySelector(selector);
    while (body.getBoundingClientRect().bottom > globalThis.innerHeight) {
      globalThis.scrollBy(0, 120);
      await new Promise(requestAnimationFrame);
      frames += 1;
      rows = Math.max(rows, body.childElementCount);
    }
    return { frames, rows };
  }, selector);
  return { frames, busy: (await worked()) - from, rows };
}
