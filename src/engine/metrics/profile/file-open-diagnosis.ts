import { isAscii } from '../../cells/ascii';
import type { Evidence, Metric, SourceFacts } from '../../metric';
import type { ColumnProfile } from '../../profile';
import type { Problem } from '../../problems';
import { rowNumbers } from '../../row-numbers';
import { CellTag, type Dictionary, type Table } from '../../table';
import { count, listed, many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';

/** How the file was read and what could not be. */
export interface FileOpenDiagnosis {
  readonly format: string;
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly header: boolean | null;
  readonly records: number;
  readonly columns: number;
  readonly bytes: number;
  readonly blankLines: number;
  readonly raggedRows: number;
  readonly duplicateNames: readonly string[];
  readonly emptyNames: number;
  /** Cells that look like text decoded with the wrong encoding. */
  readonly mojibakeCells: number;
  readonly problems: readonly Problem[];
}

/** Share of cells with signs of a wrong encoding from which it is said. */
const MOJIBAKE = 0.001;
/** UTF-8 read as windows-1252, the byte order mark likewise, and the replacement character. */
const WRONG_DECODING = /\u00c3[\u0080-\u00bf]|\u00e2\u20ac|\u00ef\u00bf\u00bd|\ufffd/;

/** How the file was read, before any statistic. */
export const fileOpenDiagnosis: Metric<FileOpenDiagnosis> = {
  id: 'file-open-diagnosis',
  family: 'profile',
  title: 'Reading',
  summary: 'How the file was read, and what in it could not be.',
  cites: ['RFC 4180', 'Unicode Standard, chapter 23: byte order mark'],
  needs: {},
  params: [],
  measure(table, _values, { facts, profiles, tick }) {
    const names = repeatedNames(table);
    const broken = mojibake(table, profiles, tick);
    const numbers: FileOpenDiagnosis = {
      format: facts.format,
      encoding: facts.encoding,
      delimiter: facts.dialect ? facts.dialect.delimiter : null,
      header: facts.dialect ? facts.dialect.header : null,
      records: table.rowCount,
      columns: table.columns.length,
      bytes: facts.bytes,
      blankLines: facts.blankLines,
      raggedRows: facts.raggedRows,
      duplicateNames: names.repeated,
      emptyNames: names.empty.length,
      mojibakeCells: broken.cells,
      problems: facts.problems,
    };
    const unread = placed(facts.problems.filter((problem) => problem.severity === 'error'));
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [
        unreadable(facts.problems, unread),
        ragged(facts),
        headerNames(names),
        facts.dialect ? undefined : lostDigits(table),
        wrongEncoding(table, broken),
        guessedEncoding(facts),
      ]),
      evidence: {
        ...(unread ? { unreadable: unread } : {}),
        ...(broken.rows.length > 0
          ? {
              mojibake: {
                rows: Uint32Array.from(broken.rows),
                columns: broken.columns,
                reason: 'Cells that look decoded with the wrong encoding.',
              },
            }
          : {}),
      },
    };
  },
};

interface Names {
  readonly repeated: readonly string[];
  readonly repeatedAt: readonly number[];
  readonly empty: readonly number[];
}

function repeatedNames({ columns }: Table): Names {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const repeatedAt: number[] = [];
  const empty: number[] = [];
  for (const { name, index } of columns) {
    if (name.trim() === '') empty.push(index);
    else if (seen.has(name)) {
      repeated.add(name);
      repeatedAt.push(index);
    }
    seen.add(name);
  }
  return { repeated: [...repeated], repeatedAt, empty };
}

interface Mojibake {
  readonly cells: number;
  readonly columns: readonly number[];
  readonly rows: ArrayLike<number>;
}

function mojibake(
  table: Table,
  profiles: readonly ColumnProfile[],
  tick: (done: number, total: number) => void,
): Mojibake {
  let cells = 0;
  const columns: number[] = [];
  const broken = new Uint8Array(table.rowCount);
  table.columns.forEach((column, done, all) => {
    tick(done, all.length);
    // Numbers hold no letters to decode, and are most of the distinct values of many files.
    if (profiles[column.index]!.numbers) return;
    const odd = oddTexts(column.dictionary, (part) => tick(done + part, all.length));
    if (!odd) return;
    let here = 0;
    for (let row = 0; row < table.rowCount; row++) {
      if (odd[column.codes[row]!] === 0) continue;
      broken[row] = 1;
      here++;
    }
    if (here === 0) return;
    cells += here;
    columns.push(column.index);
  });
  const rows = cells === 0 ? [] : rowNumbers(table.rowCount).filter((row) => broken[row] === 1);
  return { cells, columns, rows };
}

/** 1 per code whose text has signs of a wrong encoding; undefined when none has. `tick` gets the share that is done. */
function oddTexts(dictionary: Dictionary, tick: (part: number) => void): Uint8Array | undefined {
  const { bytes, size } = dictionary;
  let odd: Uint8Array | undefined;
  for (let code = 1; code < size; code++) {
    if (code % 8192 === 0) tick(code / size);
    // All signs of a wrong encoding lie beyond ASCII.
    if (bytes && isAscii(bytes.arena, bytes.offsets[code]!, bytes.offsets[code + 1]!)) continue;
    if (!WRONG_DECODING.test(dictionary.text(code))) continue;
    odd ??= new Uint8Array(size);
    odd[code] = 1;
  }
  return odd;
}

/** The rows that problems name, as evidence. */
function placed(problems: readonly Problem[]): Evidence | undefined {
  const rows = problems.flatMap(({ place }) => (place?.row === undefined ? [] : [place.row]));
  if (rows.length === 0) return undefined;
  return {
    rows: Uint32Array.from(new Set(rows)).sort(),
    columns: [],
    reason: 'Rows that could not be read as they should.',
  };
}

function unreadable(
  problems: readonly Problem[],
  evidence: Evidence | undefined,
): AlertDraft | undefined {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return undefined;
  const n = errors.reduce((sum, problem) => sum + 1 + (problem.more ?? 0), 0);
  return {
    code: 'unreadable-records',
    severity: 'error',
    title: `${many(n, 'place')} of the file could not be read`,
    message: `${errors[0]!.message} Such a row stays in the file and counts as a row, but what of it could not be read is missing or in the wrong cell in all figures below: repair the file first.`,
    rowCount: n,
    ...(evidence ? { evidence: 'unreadable' } : {}),
  };
}

function ragged({ raggedRows, problems }: SourceFacts): AlertDraft | undefined {
  if (raggedRows === 0) return undefined;
  const first = problems.find(({ code }) => code.includes('ragged'))?.place?.line;
  const where = first === undefined ? '' : ` The first is on line ${count(first + 1)}.`;
  return {
    code: 'ragged-rows',
    severity: 'warning',
    title: `${many(raggedRows, 'row')} ${raggedRows === 1 ? 'has' : 'have'} too many or too few fields`,
    message: `Their cells may stand in the wrong column.${where} Look for a delimiter or a quote inside a field.`,
    rowCount: raggedRows,
  };
}

function headerNames({ repeated, repeatedAt, empty }: Names): AlertDraft | undefined {
  if (repeated.length === 0 && empty.length === 0) return undefined;
  const parts = [
    repeated.length > 0
      ? `${listed(repeated.map(quoted))} ${repeated.length === 1 ? 'names' : 'name'} more than one column`
      : '',
    empty.length > 0
      ? `${many(empty.length, 'column')} ${empty.length === 1 ? 'has' : 'have'} no name`
      : '',
  ].filter((part) => part !== '');
  return {
    code: 'column-names',
    severity: 'warning',
    title: parts.join(', '),
    message:
      'Other tools rename or merge such columns without a word. Choose them here by position, and give each column a name of its own.',
    columns: [...repeatedAt, ...empty],
  };
}

/** Integers beyond 2^53 as JSON numbers: most readers round them. */
function lostDigits(table: Table): AlertDraft | undefined {
  const found = table.columns.filter(({ dictionary }) => {
    for (let code = 1; code < dictionary.size; code++) {
      const long = dictionary.tag(code) === CellTag.number && dictionary.text(code).length > 15;
      const text = long ? dictionary.text(code) : '';
      if (/^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text))) return true;
    }
    return false;
  });
  if (found.length === 0) return undefined;
  return {
    code: 'big-integers',
    severity: 'warning',
    title: `${listed(found.map(({ name }) => quoted(name)))} ${found.length === 1 ? 'holds' : 'hold'} integers beyond 2^53`,
    message:
      'Most readers of JSON round them, so that ids lose digits. Here they are read as text; write them in quotes.',
    columns: found.map(({ index }) => index),
  };
}

function wrongEncoding(table: Table, { cells, columns, rows }: Mojibake): AlertDraft | undefined {
  const share = cells / (table.rowCount * table.columns.length);
  if (!(share > MOJIBAKE)) return undefined;
  return {
    code: 'mojibake',
    severity: 'warning',
    title: `${many(cells, 'cell')} look${cells === 1 ? 's' : ''} decoded with the wrong encoding`,
    message: `${percent(share)} of cells hold signs such as \`Ã©\` for \`é\`. Choose another encoding, or find out where the text was converted twice.`,
    columns,
    value: share,
    threshold: MOJIBAKE,
    rowCount: rows.length,
    evidence: 'mojibake',
  };
}

function guessedEncoding({ encoding, encodingGuessed }: SourceFacts): AlertDraft | undefined {
  if (!encodingGuessed) return undefined;
  return {
    code: 'encoding-guessed',
    severity: 'info',
    title: `The encoding was guessed: ${encoding}`,
    message:
      'The bytes are not valid UTF-8 and carry no mark. If letters look wrong, choose another encoding.',
  };
}
