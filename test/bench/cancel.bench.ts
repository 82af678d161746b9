import { rmSync } from 'node:fs';
import path from 'node:path';
import { METHODS } from '../../src/engine/methods';
import { EngineError } from '../../src/engine/problems';
import { Dataset } from '../../src/files/dataset';
import { partThreads, readers } from '../../src/files/reading/part-threads';
import type { Phase } from '../../src/protocol/messages';
import { dataFile, USUAL } from './data-files';

// How long a cancel waits at worst: the longest times between two ticks from opening to writing, with the place of the
// second tick, and what each step took. `npm run bench -- cancel [rows] [method ...]`; without methods all are previewed
// and one is written.

/** Time without a tick. */
interface Gap {
  readonly ms: number;
  readonly phase: Phase | undefined;
  readonly place: string;
}

/** Gaps that are printed. */
const WORST = 30;
/** Gaps whose place is noted (milliseconds). */
const LONG = 30;

const rows = Number(process.argv[2] ?? 1_000_000);
const given = process.argv.slice(3);
const methods = given.length > 0 ? given : METHODS.map(({ id }) => id);
const WRITTEN = given.length > 0 ? given : ['random-oversample'];
const roles = { label: 'outcome', groups: ['segment'] };
const { path: file } = dataFile({ ...USUAL, rows });
const gaps: Gap[] = [];
const seconds = new Map<string, number>();
let phase: Phase | undefined;
/** The clock, but not the time that other programs took: milliseconds. */
const time = () => {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now(), processor: (user + system) / 1000 };
};
let last = time();
let current = '';
let before = '';

/** The functions that led to this tick, innermost first. */
const place = () => {
  const lines = new Error().stack?.split('\n').slice(2) ?? [];
  const names = lines.map((line) => /at (?:new )?(\S+)/.exec(line)?.[1] ?? '');
  return names
    .filter((name) => /^[\w#.]+$/.test(name) && !/tick|Dataset|cancelled|Object\.apply/i.test(name))
    .slice(0, 4)
    .join(' < ');
};

const tick = () => {
  const now = time();
  const ms = Math.min(now.clock - last.clock, now.processor - last.processor);
  const here = place();
  if (ms > LONG)
    gaps.push({ ms, phase, place: `${before}\n      ${' '.repeat(20)}to ${here}  (${current})` });
  before = here;
  last = time();
  return false;
};

async function step(name: string, work: () => unknown): Promise<void> {
  current = name;
  const from = performance.now();
  const known = gaps.length;
  last = time();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    process.stdout.write(`${name}: ${error.message}\n`);
  }
  phase = undefined;
  tick();
  const spent = (performance.now() - from) / 1000;
  seconds.set(name, spent);
  // Said at once: all methods on a large file take an hour.
  const longest = gaps.slice(known).reduce((most, { ms }) => Math.max(most, ms), 0);
  process.stderr.write(`${name}: ${spent.toFixed(1)} s, ${longest.toFixed(0)} ms without a tick\n`);
}

/** What the bar showed since the course began. */
let shown: { readonly share: number; readonly at: number }[] = [];
const courses: string[] = [];

/** Notes how far the bar was from the share of the time at most, and what it showed then. */
function noteCourse(name: string): void {
  const [first] = shown;
  const now = performance.now();
  const off = shown.map(({ share, at }) => {
    const time = (at - first!.at) / (now - first!.at);
    return { share, time, by: Math.abs(share - time) };
  });
  const worst = off.reduce((a, b) => (b.by > a.by ? b : a), { share: 0, time: 0, by: 0 });
  const percent = (of: number) => `${(100 * of).toFixed(0)} %`;
  courses.push(`${percent(worst.share).padStart(7)} shown after ${percent(worst.time)}  ${name}`);
  shown = [];
}

let at = { what: '', since: performance.now() };
const dataset = new Dataset({
  cancelled: tick,
  now: () => performance.now(),
  parts: { runner: partThreads(path.resolve('dist/part.js')), workers: readers() },
  hashScript: path.resolve('dist/hash.js'),
  onProgress(progress) {
    phase = progress.phase;
    shown.push({ share: progress.share, at: performance.now() });
    if (progress.what === at.what) return;
    const now = performance.now();
    const spent = (now - at.since) / 1000;
    seconds.set(`  ${at.what}`, (seconds.get(`  ${at.what}`) ?? 0) + spent);
    at = { what: progress.what, since: now };
  },
});

async function main(): Promise<void> {
  await step('open', () => dataset.open({ kind: 'file', path: file }, {}));
  await step('audit', () => dataset.audit({ roles }));
  noteCourse('open and audit');
  for (const method of methods) {
    const recipe = { seed: 1, steps: [{ method }], roles };
    await step(`preview ${method}`, () => dataset.preview(recipe));
    noteCourse(`preview ${method}`);
  }
  for (const method of WRITTEN) {
    const recipe = { seed: 1, steps: [{ method }], roles };
    await step(`apply ${method}`, () => {
      const { written } = dataset.apply(recipe, { token: `bench-${String(process.pid)}` });
      for (const name of Object.values(written)) if (name !== null) rmSync(name as string);
    });
  }

  process.stdout.write(`${rows.toLocaleString('en')} rows\n\nlongest times without a tick\n`);
  for (const gap of gaps.sort((a, b) => b.ms - a.ms).slice(0, WORST))
    process.stdout.write(`${gap.ms.toFixed(0).padStart(7)} ms  ${gap.phase ?? ''}  ${gap.place}\n`);
  process.stdout.write('\nwhere the bar was farthest from the time\n');
  for (const course of courses) process.stdout.write(`${course}\n`);
  process.stdout.write('\nseconds of each step\n');
  for (const [name, spent] of seconds)
    if (name.trim() !== '') process.stdout.write(`${spent.toFixed(2).padStart(9)}  ${name}\n`);
}

void main();
