// Tells strings of JSON that are spelled as another value is; the twin in TypeScript is
// src/engine/sketches/spelled-value.ts.

function isDigit(byte: u32): bool {
  return byte - 48 < 10;
}

function skipDigits(from: usize, end: usize): usize {
  let at = from;
  while (at < end && isDigit(load<u8>(at))) at++;
  return at;
}

/** Whether the text [start, end) would be a number of JSON if it stood without quotes. */
function isNumber(start: usize, end: usize): bool {
  let at = start;
  if (at < end && load<u8>(at) === 45) at++;
  let next = skipDigits(at, end);
  if (next === at || (load<u8>(at) === 48 && next > at + 1)) return false;
  at = next;
  if (at < end && load<u8>(at) === 46) {
    next = skipDigits(at + 1, end);
    if (next === at + 1) return false;
    at = next;
  }
  if (at < end && (load<u8>(at) | 32) === 101) {
    at++;
    if (at < end && (load<u8>(at) === 43 || load<u8>(at) === 45)) at++;
    next = skipDigits(at, end);
    if (next === at) return false;
    at = next;
  }
  return at === end;
}

/** Whether the text [start, end) of a string could be that of a number, a flag, a list or an object. */
export function isSpelledAsValue(start: usize, end: usize): bool {
  if (start === end) return false;
  const first = <u32>load<u8>(start);
  if (isDigit(first) || first === 45) return isNumber(start, end);
  if (first === 91 || first === 123) return true;
  if (first === 116) return end - start === 4 && load<u32>(start) === 0x65757274;
  return first === 102 && end - start === 5 && load<u32>(start, 1) === 0x65736c61;
}
