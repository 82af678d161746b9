import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { memorySource } from '../../src/codecs/bytes';
import { dataFile, USUAL } from './data-files';
import { kernelScanner, tokenise, twinScanner } from './tokenise';

const REPEATS = 5;

/** Seconds of processor time of this process, the median of some runs: the machine may be busy with other work. */
function cpuSeconds(work: () => void, repeats = REPEATS): number {
  const runs = Array.from({ length: repeats }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return runs.sort((a, b) => a - b)[repeats >> 1]!;
}

/** Seconds of processor time of `wc -l`, as its shell counts them. */
function wcSeconds(file: string): number {
  const script = 'TIMEFORMAT="%U %S"; time wc -l "$0" >/dev/null';
  const times = Array.from({ length: REPEATS }, () => {
    const said = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`, file], { encoding: 'utf8' });
    return said
      .trim()
      .split(' ')
      .reduce((sum, seconds) => sum + Number(seconds.replace(',', '.')), 0);
  });
  return times.sort((a, b) => a - b)[REPEATS >> 1]!;
}

const rows = Number(process.argv[2] ?? 500_000);
const file = dataFile({ ...USUAL, rows });
const megabytes = file.bytes / 1e6;
const bytes = readFileSync(file.path);
const source = memorySource('mixed.csv', bytes);
const [kernel, twin] = [kernelScanner(), twinScanner()];
const [a, b] = [tokenise(kernel, source), tokenise(twin, source)];
if (a.rows !== b.rows || a.fields !== b.fields) throw new Error('The scanners disagree.');

const wc = wcSeconds(file.path);
const newlines = cpuSeconds(() => {
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1));
});
const kernelTime = cpuSeconds(() => void tokenise(kernel, source));
const twinTime = cpuSeconds(() => void tokenise(twin, source));
const papa = cpuSeconds(() => void Papa.parse<string[]>(bytes.toString()), 1);
const line = (what: string, seconds: number) =>
  process.stdout.write(
    `${what.padEnd(44)}${(seconds * 1e3).toFixed(0).padStart(7)} ms${(megabytes / seconds).toFixed(0).padStart(7)} MB/s` +
      `${(twinTime / seconds).toFixed(2).padStart(8)} x twin${(papa / seconds).toFixed(1).padStart(8)} x papaparse\n`,
  );
process.stdout.write(
  `${a.rows.toLocaleString('en')} rows, ${a.fields.toLocaleString('en')} fields, ${megabytes.toFixed(1)} MB, processor time\n`,
);
line('limit: wc -l', wc);
line('limit: Buffer.indexOf of each newline', newlines);
line('rows and fields, WebAssembly kernel', kernelTime);
line('rows and fields, TypeScript twin', twinTime);
line('peer: papaparse, cells as strings', papa);
