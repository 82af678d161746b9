import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Papa from 'papaparse';
import { memorySource } from '../../src/codecs/bytes';
import { ByteWindow } from '../../src/codecs/byte-window';
import { kernelModule, KernelScanner } from '../../src/codecs/kernel-scanner';
import { TwinScanner } from '../../src/codecs/twin-scanner';
import { generateCsv } from './generate';

const REPEATS = 5;
const CHUNK = 1 << 20;
const FIELDS = 1 << 15;
const MARKS = { delimiter: 44, quote: 34, skipInitialSpace: false };

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

/** Scans a file in memory as the codec does, and returns rows and fields found. */
function scanAll(scanner: TwinScanner, bytes: Uint8Array): { rows: number; fields: number } {
  const window = new ByteWindow(memorySource('mixed.csv', bytes), 0, CHUNK, 'utf-8');
  let [rows, fields, line] = [0, 0, 0];
  for (;;) {
    window.fill();
    scanner.load(window.bytes, window.from, window.to, window.ended);
    do {
      const done = scanner.scan(window.from, line);
      const { batch } = scanner;
      rows += batch.rows;
      fields += batch.rowFields[batch.rows]!;
      line = batch.line;
      window.consume(done);
    } while (scanner.batch.full);
    if (window.ended) return { rows, fields };
  }
}

const rows = Number(process.argv[2] ?? 500_000);
const folder = mkdtempSync(path.join(os.tmpdir(), 'ballast-bench-'));
try {
  const file = path.join(folder, 'mixed.csv');
  const megabytes = generateCsv(file, rows) / 1e6;
  const bytes = readFileSync(file);
  const kernel = kernelModule();
  if (kernel === undefined) throw new Error('This engine has no WebAssembly with SIMD.');
  const wasm = new KernelScanner(kernel, MARKS, FIELDS);
  const twin = new TwinScanner(MARKS, FIELDS);
  const [a, b] = [scanAll(wasm, bytes), scanAll(twin, bytes)];
  if (a.rows !== b.rows || a.fields !== b.fields) throw new Error('The scanners disagree.');

  const wc = wcSeconds(file);
  const newlines = cpuSeconds(() => {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1));
  });
  const kernelTime = cpuSeconds(() => void scanAll(wasm, bytes));
  const twinTime = cpuSeconds(() => void scanAll(twin, bytes));
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
} finally {
  rmSync(folder, { recursive: true, force: true });
}
