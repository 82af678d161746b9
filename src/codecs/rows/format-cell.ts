import Papa from 'papaparse';

/** Words and numbers of either sign, spaces between them: only the delimiter could ask for quotes. Asking is cheap. */
const PLAIN = /^(?:[\w.+-]+(?: +[\w.+-]+)*)?$/;

/** A cell as papaparse writes it: quoted when it holds the delimiter, a quote, a line end or an outer space. */
export function formatCell(text: string, delimiter: string): string {
  if (text === '') return text;
  if (PLAIN.test(text) && (delimiter === '' || !text.includes(delimiter))) return text;
  return Papa.unparse([[text]], { delimiter: delimiter === '' ? Papa.UNIT_SEP : delimiter });
}
