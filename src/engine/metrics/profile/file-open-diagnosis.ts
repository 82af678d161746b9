import type { Evidence, Metric, SourceFacts } from '../../metric';
import type { Problem } from '../../problems';
import { CellTag, type Column, type Table } from '../../table/table';
import { about, count, listed, many, percent, quoted, sentence } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { mojibake, type Mojibake } from './parts/mojibake';
import { t } from '../../language';

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
  /** The first rows of large columns stand for the rest in `mojibakeCells`. */
  readonly mojibakeEstimated?: true;
  readonly problems: readonly Problem[];
}

/** Share of cells with signs of a wrong encoding from which it is said. */
const MOJIBAKE = 0.001;
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
      ...(broken.estimated && { mojibakeEstimated: true }),
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
        facts.format.startsWith('json') ? lostDigits(table) : undefined,
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
                reason: t('Cells that look decoded with the wrong encoding.'),
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

/** The rows that problems name, as evidence. */
function placed(problems: readonly Problem[]): Evidence | undefined {
  const rows = problems.flatMap(({ place }) => (place?.row === undefined ? [] : [place.row]));
  if (rows.length === 0) return undefined;
  return {
    rows: Uint32Array.from(new Set(rows)).sort(),
    columns: [],
    reason: t('Rows that could not be read as they should.'),
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
    title: t`${many(n, 'place')} of the file could not be read`,
    message: t`${errors[0]!.message} Such a row stays in the file and counts as a row, but what of it could not be read is missing or in the wrong cell in all figures below: repair the file first.`,
    rowCount: n,
    ...(evidence ? { evidence: 'unreadable' } : {}),
  };
}

function ragged({ raggedRows, problems }: SourceFacts): AlertDraft | undefined {
  if (raggedRows === 0) return undefined;
  const first = problems.find(({ code }) => code.includes('ragged'))?.place?.line;
  const where = first === undefined ? '' : t` The first is on line ${count(first + 1)}.`;
  return {
    code: 'ragged-rows',
    severity: 'warning',
    title: t`${many(raggedRows, 'row')} ${raggedRows === 1 ? t('has') : t('have')} too many or too few fields`,
    message: t`Their cells may stand in the wrong column.${where} Look for a delimiter or a quote inside a field.`,
    rowCount: raggedRows,
  };
}

function headerNames({ repeated, repeatedAt, empty }: Names): AlertDraft | undefined {
  if (repeated.length === 0 && empty.length === 0) return undefined;
  const parts = [
    repeated.length > 0
      ? t`${listed(repeated.map(quoted))} ${repeated.length === 1 ? t('names') : t('name')} more than one column`
      : '',
    empty.length > 0
      ? t`${many(empty.length, 'column')} ${empty.length === 1 ? t('has') : t('have')} no name`
      : '',
  ].filter((part) => part !== '');
  return {
    code: 'column-names',
    severity: 'warning',
    title: parts.join(', '),
    message: t(
      'Other tools rename or merge such columns without a word. Choose them here by position, and give each column a name of its own.',
    ),
    columns: [...repeatedAt, ...empty],
  };
}

/** Integers beyond 2^53 as JSON numbers: most readers round them. */
function lostDigits(table: Table): AlertDraft | undefined {
  const found = table.columns.filter(losesDigits);
  if (found.length === 0) return undefined;
  return {
    code: 'big-integers',
    severity: 'warning',
    title: t`${listed(found.map(({ name }) => quoted(name)))} ${found.length === 1 ? t('holds') : t('hold')} integers beyond 2^53`,
    message: t(
      'Most readers of JSON round them, so that ids lose digits. Here they are read as text; write them in quotes.',
    ),
    columns: found.map(({ index }) => index),
  };
}

/** Of an open column the first rows say whether digits are those of JSON numbers, which begin with no zero. */
function losesDigits(column: Column): boolean {
  const { sketch } = column;
  const { dictionary } = sketch?.head ?? column;
  for (let code = 1; code < dictionary.size; code++) {
    if (dictionary.tag(code) !== CellTag.number) continue;
    if (sketch && sketch.kinds.code > 0) return true;
    const text = dictionary.text(code);
    const long = text.length > 15 && /^-?\d+$/.test(text);
    if (long && !Number.isSafeInteger(Number(text))) return true;
  }
  return false;
}

function wrongEncoding(
  table: Table,
  { cells, estimated, columns, rows }: Mojibake,
): AlertDraft | undefined {
  const share = cells / (table.rowCount * table.columns.length);
  if (!(share > MOJIBAKE)) return undefined;
  const what = estimated ? sentence(t`${about(cells)} cells`) : many(cells, 'cell');
  return {
    code: 'mojibake',
    severity: 'warning',
    title:
      cells === 1
        ? t`${what} looks decoded with the wrong encoding`
        : t`${what} look decoded with the wrong encoding`,
    message: t`${percent(share)} of cells hold signs such as \`\u00c3\u00a9\` for \`\u00e9\`. Choose another encoding, or find out where the text was converted twice.`,
    columns,
    value: share,
    threshold: MOJIBAKE,
    ...(!estimated && { rowCount: rows.length }),
    evidence: 'mojibake',
  };
}

function guessedEncoding({ encoding, encodingGuessed }: SourceFacts): AlertDraft | undefined {
  if (!encodingGuessed) return undefined;
  return {
    code: 'encoding-guessed',
    severity: 'info',
    title: t`The encoding was guessed: ${encoding}`,
    message: t(
      'The bytes are not valid UTF-8 and carry no mark. If letters look wrong, choose another encoding.',
    ),
  };
}
