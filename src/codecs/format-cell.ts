import Papa from 'papaparse';

/** Only such cells can need quotes; asking for the rest would cost more than writing them. */
const PLAIN = /^[\w.+]*$/;

/** A cell as papaparse writes it: quoted when it holds the delimiter, a quote, a line end or an outer space. */
export function formatCell(text: string, delimiter: string): string {
  if (PLAIN.test(text) && (delimiter === '' || !text.includes(delimiter))) return text;
  return Papa.unparse([[text]], { delimiter: delimiter === '' ? Papa.UNIT_SEP : delimiter });
}
