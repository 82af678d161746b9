/** What a text is as a number. `code`: digits that must stay text (leading zero, or an integer beyond +-(2^53-1)). */
export type NumberKind = 'integer' | 'float' | 'formatted' | 'code' | 'none';

/** A text read as a number. `value` is NaN unless `kind` is integer, float or formatted. */
export interface NumberReading {
  readonly kind: NumberKind;
  readonly value: number;
  /** Decimals as written; 0 in exponent notation without a point. */
  readonly decimals: number;
}

const NONE: NumberReading = { kind: 'none', value: NaN, decimals: 0 };
const CODE: NumberReading = { kind: 'code', value: NaN, decimals: 0 };

const PLAIN = /^[+-]?(?:0|[1-9]\d*)?(?:(\.)(\d*))?(?:[eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.(\d+))?$/;
const DECIMAL_COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+),(\d+)$/;
const DRESSED = /^([+-]?)([$\u20ac\u00a3\u00a5]?)\s?(.*?)\s?([%$\u20ac\u00a3\u00a5]?)$/;

/** Reads a text as a number; surrounding blanks are no part of it. */
export function readNumber(text: string): NumberReading {
  const trimmed = text.trim();
  if (trimmed === '') return NONE;
  const first = trimmed.charCodeAt(0);
  const isDigit = first >= 48 && first <= 57;
  if (isDigit || first === 43 || first === 45 || first === 46) {
    const plain = readPlain(trimmed);
    if (plain) return plain;
  }
  const infinite = INFINITE.exec(trimmed);
  if (infinite) {
    return { kind: 'float', value: infinite[1] === '-' ? -Infinity : Infinity, decimals: 0 };
  }
  return readFormatted(trimmed);
}

function readPlain(text: string): NumberReading | undefined {
  if (/^0\d+$/.test(text)) return CODE;
  const match = PLAIN.exec(text);
  if (!match || !/\d/.test(text)) return undefined;
  const value = Number(text);
  if (Number.isNaN(value)) return undefined;
  const integer = match[1] === undefined && /^[+-]?\d+$/.test(text);
  if (integer && !Number.isSafeInteger(value)) return CODE;
  return { kind: integer ? 'integer' : 'float', value, decimals: match[2]?.length ?? 0 };
}

/** Thousands separators, decimal comma, percent sign, currency. `12%` is 12, not 0.12: values stay as written. */
function readFormatted(text: string): NumberReading {
  const dressed = DRESSED.exec(text);
  const core = dressed ? dressed[1]! + dressed[3]! : text;
  const grouped = GROUPED.exec(core);
  if (grouped) return formatted(core.replace(/,/g, ''), grouped[1]);
  const comma = DECIMAL_COMMA.exec(core);
  if (comma) return formatted(core.replace(/\./g, '').replace(',', '.'), comma[1]);
  if (core !== text) {
    const plain = readPlain(core);
    if (plain && plain.kind !== 'code') return { ...plain, kind: 'formatted' };
  }
  return NONE;
}

function formatted(plain: string, decimals: string | undefined): NumberReading {
  return { kind: 'formatted', value: Number(plain), decimals: decimals?.length ?? 0 };
}
