/** One field as it is written. */
export interface Field {
  /** What stands between the quotes, doubled quotes included; or the whole field when it is not quoted. */
  readonly body: string;
  readonly quoted: boolean;
  /** False for a quote that the end of the file closes. */
  readonly closed: boolean;
  /** Text after the closing quote. */
  readonly after: string;
}

/** One line or record and its terminator, '' at the end of the file. */
export interface Record {
  readonly fields: readonly Field[];
  readonly end: string;
}

/** How fields are separated. */
export interface Separators {
  /** '' for none. */
  readonly delimiter: string;
  /** One space after each delimiter is no data. */
  readonly padded: boolean;
}

/** The fields of a text by three regular expressions: a second oracle, which keeps how everything is written. */
export function recordsOf(text: string, { delimiter, padded }: Separators): Record[] {
  const mark =
    delimiter === '' ? '' : `\\x${delimiter.charCodeAt(0).toString(16).padStart(2, '0')}`;
  const quotedField = new RegExp(`"((?:[^"]|"")*)("?)([^${mark}\\r\\n]*)`, 'y');
  const plainField = new RegExp(`[^${mark}\\r\\n]*`, 'y');
  const lineEnd = /\r\n|\n|\r/y;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const records: Record[] = [];
  let at = 0;
  while (at < text.length) {
    const fields: Field[] = [];
    do {
      if (fields.length > 0) {
        at++;
        if (padded && text[at] === ' ') at++;
      }
      const found = match(quotedField);
      fields.push(
        found
          ? { body: found[1]!, quoted: true, closed: found[2] === '"', after: found[3]! }
          : { body: match(plainField)![0], quoted: false, closed: true, after: '' },
      );
    } while (at < text.length && text[at] === delimiter);
    records.push({ fields, end: match(lineEnd)?.[0] ?? '' });
  }
  return records;
}

/** Whether a line holds nothing at all, and so is no row. */
export const isBlank = ({ fields: [first, second] }: Record) =>
  second === undefined && !first!.quoted && first!.body === '';

/** The value of a field: doubled quotes are one, text after the closing quote belongs to it. */
export const valueOf = ({ body, quoted, after }: Field) =>
  quoted ? body.replaceAll('""', '"') + after : body;
