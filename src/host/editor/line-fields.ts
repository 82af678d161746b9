import type { Dialect } from '../../engine/metric';

/** A field of a line: its place, in UTF-16 units with the end left out, and the cell it holds. */
export interface Field {
  readonly start: number;
  readonly end: number;
  readonly cell: string;
}

/** Longer lines are not taken apart for what is under the mouse. */
const LONGEST = 50_000;

/**
 * The fields of a line that is a whole record; undefined when it is not, because a quoted field goes on in the next line
 * or came from the one before, or when it is very long.
 */
export function fieldsOf(line: string, dialect: Dialect): Field[] | undefined {
  if (line.length > LONGEST) return undefined;
  const fields: Field[] = [];
  for (let start = 0; ;) {
    const field = fieldAt(line, start, dialect);
    if (!field) return undefined;
    fields.push(field);
    if (field.end >= line.length) return fields;
    start = field.end + dialect.delimiter.length;
  }
}

function fieldAt(line: string, from: number, dialect: Dialect): Field | undefined {
  const { delimiter, quote, skipInitialSpace } = dialect;
  const start = skipInitialSpace && line[from] === ' ' ? from + 1 : from;
  if (quote !== '' && line.startsWith(quote, start)) {
    const close = closingQuote(line, start + 1, quote);
    if (close < 0) return undefined;
    const end = close + 1;
    if (end < line.length && (delimiter === '' || !line.startsWith(delimiter, end)))
      return undefined;
    return { start, end, cell: line.slice(start + 1, close).replaceAll(quote + quote, quote) };
  }
  const next = delimiter === '' ? -1 : line.indexOf(delimiter, start);
  const end = next < 0 ? line.length : next;
  const cell = line.slice(start, end);
  return quote !== '' && cell.includes(quote) ? undefined : { start, end, cell };
}

/** The quote that ends a field; two in a row are one of its text. -1 when the line ends first. */
function closingQuote(line: string, from: number, quote: string): number {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 2))
    if (line[at + 1] !== quote) return at;
  return -1;
}
