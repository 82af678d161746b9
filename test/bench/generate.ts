import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { createRandom } from '../../src/engine/random';

/**
 * Writes a CSV of mixed columns: integers, decimals, categories, dates, free text, some quoted newlines, 3 % empty
 * cells and 5 % exact copies of earlier rows. The same `rows` and `seed` give the same bytes. Returns bytes written.
 */
export function generateCsv(path: string, rows: number, seed = 1): number {
  const random = createRandom(seed, (text) => createHash('sha256').update(text).digest());
  const streams = ['id', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'copy', 'pick', 'empty'].map((n) =>
    random.stream(`bench/${n}`),
  );
  const u = (stream: number, index: number) => streams[stream]!.uniform(index);
  const cities = ['Lisbon', 'Porto', 'Faro', 'Braga', 'Coimbra', '"Vila Nova, Gaia"'];
  const words = [
    'red',
    'green',
    'blue',
    'late',
    'early',
    'return',
    'broken',
    'fine',
    'order',
    'box',
  ];
  const recent: string[] = [];
  const file = openSync(path, 'w');
  let bytes = 0;
  let buffer = 'id,age,income,city,segment,score,joined,visits,ratio,note,flag,outcome\n';
  const flush = () => {
    bytes += writeSync(file, buffer);
    buffer = '';
  };
  for (let row = 0; row < rows; row++) {
    if (row > 100 && u(9, row) < 0.05) {
      buffer += recent[Math.floor(u(10, row) * recent.length)]!;
      continue;
    }
    const empty = u(11, row);
    const note = Array.from({ length: 6 }, (_, i) => words[Math.floor(u(8, row * 6 + i) * 10)]!);
    const text = u(7, row) < 0.02 ? `"${note.join(' ')}\nsecond line"` : note.join(' ');
    const line =
      [
        row,
        empty < 0.03 ? '' : 18 + Math.floor(u(1, row) * 70),
        Math.round(u(2, row) ** 3 * 2e7) / 100,
        cities[Math.floor(u(3, row) * cities.length)],
        'ABCDEFGH'[Math.floor(u(4, row) ** 2 * 8)],
        u(5, row).toFixed(4),
        `20${10 + Math.floor(u(6, row) * 15)}-0${1 + Math.floor(u(6, row) * 9)}-1${row % 10}`,
        Math.floor(u(7, row) * 40),
        u(8, row).toFixed(6),
        text,
        u(1, row) < 0.5 ? 'true' : 'false',
        u(2, row) < 0.04 ? 'fraud' : 'ok',
      ].join(',') + '\n';
    buffer += line;
    if (recent.length < 1000) recent.push(line);
    else recent[row % 1000] = line;
    if (buffer.length > 1 << 20) flush();
  }
  flush();
  closeSync(file);
  return bytes;
}
