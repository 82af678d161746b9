// A list of very many sets of copies: frames while it is scrolled slowly, in leaps and by keys, and the page's memory.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { painted, panelPages } from './panel-pages.mjs';

/** Milliseconds of a frame at 50 frames a second. */
const FRAME = 20;
/** Megabytes by which the page's memory may grow while all of the list is looked at. */
const GROWN = 20;
/** Pixels of a frame: what a wheel gives, a quick hand at the wheel, and a hand at the scroll bar. */
const PACES = { 'at a wheel': 120, 'at a quick wheel': 1200, 'at the scroll bar': 30_000 };
/** Frames of each pace. */
const FRAMES = 200;

/** Prints figures; answers 1 when a limit is passed, else 0. */
export async function scrollSets(sets) {
  const file = path.join(os.tmpdir(), `ballast-sets-${sets}.csv`);
  const lines = Array.from({ length: 2 * sets }, (_, row) => {
    const set = row % sets;
    return `name ${set},${set % 97},town ${set % 1013},${set % 3 === 0 ? 'yes' : 'no'}`;
  });
  writeFileSync(file, `name,amount,town,label\n${lines.join('\n')}\n`);
  const panels = await panelPages();
  const page = await panels.newPage(1100);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metric = async (wanted) => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === wanted).value;
  };
  /** Megabytes after what nobody needs was let go of. */
  const memory = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await metric('JSHeapUsedSize')) / 1e6;
  };
  await panels.load(page, { file, tab: 'Duplicates', roles: { label: 'label' } });
  const grid = page.getByRole('grid', { name: 'Sets of rows' });
  await grid.waitFor();
  await painted(page);
  let failed = false;
  const say = (bad, words) => {
    failed ||= bad;
    console.log(`${bad ? 'SLOW' : '  ok'} ${words}`);
  };
  const listed = await grid.getAttribute('aria-rowcount');
  const before = await memory();
  say(Number(listed) !== sets, `${listed} sets listed, ${before.toFixed(1)} MB held by the page`);
  for (const [pace, pixels] of Object.entries(PACES)) {
    const from = await metric('TaskDuration');
    const { frames, rows, longest } = await scrolled(grid, pixels);
    const busy = (1000 * ((await metric('TaskDuration')) - from)) / frames;
    const clock = longest.toFixed(0).padStart(4);
    say(
      busy > FRAME,
      `${busy.toFixed(1).padStart(5)} ms a frame ${pace}, ${frames} frames, the longest ${clock} ms by the clock, at most ${rows} rows in the page`,
    );
  }
  await grid.focus();
  for (const [key, times] of [
    ['End', 1],
    ['PageUp', 30],
    ['ArrowUp', 30],
    ['Home', 1],
  ]) {
    const from = await metric('TaskDuration');
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
    await painted(page);
    const busy = (1000 * ((await metric('TaskDuration')) - from)) / times;
    say(busy > 2 * FRAME, `${busy.toFixed(1).padStart(5)} ms a stroke of ${key}`);
  }
  // From end to end, a stop wherever new sets have to come.
  await wholeList(grid);
  const after = await memory();
  const nodes = await metric('Nodes');
  say(
    after - before > GROWN,
    `${after.toFixed(1)} MB held after all of the list was looked at, ${nodes} nodes in the page`,
  );
  await panels.close();
  return failed ? 1 : 0;
}

/** Scrolls a list frame by frame, and back where it ends. */
function scrolled(grid, pixels) {
  return grid.evaluate(
    async (element, { pixels, most }) => {
      let [frames, rows, longest, step] = [0, 0, 0, pixels];
      let last = performance.now();
      while (frames < most) {
        element.scrollTop += step;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        frames += 1;
        rows = Math.max(rows, element.querySelectorAll('[role=row]').length);
        const ends = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
        if (ends || element.scrollTop === 0) step = -step;
      }
      return { frames, rows, longest };
    },
    { pixels, most: FRAMES },
  );
}

/** Goes through all of a list in a hundred stops; at each its sets have come. */
async function wholeList(grid) {
  const tall = await grid.evaluate((element) => element.scrollHeight);
  for (let stop = 0; stop <= 100; stop++) {
    await grid.evaluate(
      (element, top) => {
        element.scrollTop = top;
      },
      (tall * stop) / 100,
    );
    await grid.getByText('…', { exact: true }).first().waitFor({ state: 'detached' });
  }
}
