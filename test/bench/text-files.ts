import { dice } from '../dice';
import { cached } from './data-files';
import { Pen } from './pen';

/** The file of so many texts of about 1,000 bytes, made once: one in ten is a copy, one in ten differs from an earlier one in one to four words. */
export function documents(count: number): string {
  const kept = cached(`texts-${count}.csv`);
  if (kept.exists()) return kept.kept().path;
  const { next, below } = dice(7);
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const words = Array.from({ length: 30_000 }, () =>
    Array.from({ length: 2 + below(8) }, () => letters[below(26)]!).join(''),
  );
  const word = () => words[Math.floor(words.length * next() ** 2.2)]!;
  const text = () => {
    const own: string[] = [];
    for (let length = 0; length < 1000; length += own.at(-1)!.length + 1) own.push(word());
    return own;
  };
  const earlier: string[][] = [];
  const pen = new Pen(kept.unfinished);
  pen.bytesOf(Buffer.from('id,text,label\n'));
  for (let row = 0; row < count; row++) {
    const kind = earlier.length > 0 ? below(10) : 9;
    const own = kind < 2 ? [...earlier[below(earlier.length)]!] : text();
    if (kind === 1) {
      for (let change = below(4); change >= 0; change--) own[below(own.length)] = word();
    }
    // Texts that are repeated come from the whole file, without all of it being held.
    if (kind > 1 && (earlier.length < 20_000 || below(10) === 0)) {
      earlier[earlier.length < 20_000 ? earlier.length : below(20_000)] = own;
    }
    pen.bytesOf(Buffer.from(`${row},${own.join(' ')},${below(2) === 0 ? 'a' : 'b'}\n`));
  }
  pen.close();
  return kept.keep().path;
}
