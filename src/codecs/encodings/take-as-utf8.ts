import type { TakeText } from '../../engine/table/table';
import { UTF8, type Charset } from './charset';

/** Takes texts of an encoding: what is not UTF-8 and not ASCII is decoded, and handed on as UTF-8. */
export function takeAsUtf8(charset: Charset, take: TakeText): TakeText {
  if (charset.name === UTF8.name) return take;
  return (row, bytes, start, end) => {
    if (isAscii(bytes, start, end)) take(row, bytes, start, end);
    else {
      const text = UTF8.encode(charset.decode(bytes.subarray(start, end)));
      take(row, text, 0, text.length);
    }
  };
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x80) return false;
  return true;
}
