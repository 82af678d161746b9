// Reads the plain numbers among the values of a dictionary: integers and decimals of up to 15 digits, which are most. What
// else there is stays open. engine/cells/plain-numbers.ts says what lies where; the twin is engine/cells/cell-reader.ts.

/** Numbers of kinds, as `KINDS` in cell-reader.ts; an open value has `OPEN`. */
const INTEGER: u8 = 2;
const FLOAT: u8 = 3;
const OPEN: u8 = 0xff;

const MINUS: u32 = 45;
const PLUS: u32 = 43;
const POINT: u32 = 46;
const ZERO: u32 = 48;
/** Digits whose number is certain to be a double, as are the powers of ten. */
const MOST_DIGITS: usize = 15;

const POWERS: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/**
 * Reads `codes` values: value i lies at offsets[i] .. offsets[i + 1], of which offsets[0] is the byte at `bytes`, and has
 * counts[i] cells. Writes the number (NaN where there is none) and the kind of each, 0 where there is no cell. `sums` gets five
 * doubles: cells of integers and of decimals, values of either, most decimals. Returns how many values stay open.
 */
export function readNumbers(
  bytes: usize,
  offsets: usize,
  counts: usize,
  codes: u32,
  numbers: usize,
  kinds: usize,
  sums: usize,
): u32 {
  let open: u32 = 0;
  let integerCells: f64 = 0;
  let floatCells: f64 = 0;
  let integers: u32 = 0;
  let floats: u32 = 0;
  let mostDecimals: usize = 0;
  const origin = bytes - <usize>load<u32>(offsets);
  for (let code: u32 = 0; code < codes; code++) {
    const place = offsets + ((<usize>code) << 2);
    const cells = load<f64>(counts + ((<usize>code) << 3));
    const into = numbers + ((<usize>code) << 3);
    store<f64>(into, NaN);
    if (cells === 0) {
      store<u8>(kinds + code, 0);
      continue;
    }
    let at = origin + <usize>load<u32>(place);
    const end = origin + <usize>load<u32>(place, 4);
    const sign = at < end ? <u32>load<u8>(at) : 0;
    if (sign === MINUS || sign === PLUS) at++;
    const first = at;
    let mantissa: u64 = 0;
    while (at < end) {
      const digit = <u32>load<u8>(at) - ZERO;
      if (digit > 9) break;
      mantissa = mantissa * 10 + <u64>digit;
      at++;
    }
    const whole = at - first;
    const isWhole = at === end;
    let decimals: usize = 0;
    if (!isWhole && <u32>load<u8>(at) === POINT) {
      const from = ++at;
      while (at < end) {
        const digit = <u32>load<u8>(at) - ZERO;
        if (digit > 9) break;
        mantissa = mantissa * 10 + <u64>digit;
        at++;
      }
      decimals = at - from;
    }
    const digits = whole + decimals;
    // Zeros in front may make a code of it.
    const isPadded = whole > 1 && <u32>load<u8>(first) === ZERO;
    if (at !== end || digits === 0 || digits > MOST_DIGITS || isPadded) {
      store<u8>(kinds + code, OPEN);
      open++;
      continue;
    }
    const size = <f64>mantissa / unchecked(POWERS[<i32>decimals]);
    store<f64>(into, sign === MINUS ? -size : size);
    store<u8>(kinds + code, isWhole ? INTEGER : FLOAT);
    if (isWhole) {
      integerCells += cells;
      integers++;
    } else {
      floatCells += cells;
      floats++;
      mostDecimals = max(mostDecimals, decimals);
    }
  }
  store<f64>(sums, integerCells);
  store<f64>(sums, floatCells, 8);
  store<f64>(sums, <f64>integers, 16);
  store<f64>(sums, <f64>floats, 24);
  store<f64>(sums, <f64>mostDecimals, 32);
  return open;
}
