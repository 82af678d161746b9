import type { CountedDocuments } from '../../../boilerplate/repeated-units';
import { charactersIn, charactersOf, type Spans } from '../../../boilerplate/recurring-parts';
import type { MethodContext } from '../../../method';
import { NO_DOCUMENT } from '../../../near-text/documents';
import type { TextBytes } from '../../../near-text/sketcher';
import type { NumberParam, Values } from '../../../params/params';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { rowsInScope } from '../../../scope';
import { cellText, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { read } from '../../../params/values';
import { many, percent, quoted } from '../../../words';
import { Leaving } from '../../plans';
import { t } from '../../../language';

/** Texts that are left with fewer words leave. */
const MIN_TOKENS: NumberParam = {
  kind: 'number',
  id: 'minTokens',
  title: 'Fewest words left',
  summary: 'Rows leave when their text was cut to fewer words.',
  default: 5,
  min: 0,
  integer: true,
  advanced: true,
};

/** Texts of which more is cut leave. */
const MOST_CUT: NumberParam = {
  kind: 'number',
  id: 'mostCut',
  title: 'Most that may be cut',
  summary: 'Rows leave when a larger share of their text was cut; 1 keeps them all.',
  default: 0.8,
  min: 0,
  max: 1,
  advanced: true,
};

/** What becomes of texts of which hardly anything is left. */
export const LEFTOVER_PARAMS = [MIN_TOKENS, MOST_CUT] as const;

/** What is to be cut out of the texts of a column. */
export interface Cuts {
  readonly index: number;
  readonly counted: CountedDocuments;
  /** Why rows leave of which too little is left. */
  readonly reason: string;
  /** The notice where nothing is cut. */
  readonly nothing?: string;
  /** What stands in the place of what is cut; nothing when absent. */
  readonly mask?: string;
  /** What is cut out of the text of a row; `row` is the first one that has this text, undefined a later one. */
  spans(text: TextBytes, row: number | undefined): Spans;
}

/**
 * The plan that adds a column `<name>_dedup` with the cut texts, which later steps take for the text, and `_cut_spans`
 * with what was cut, from character to character. The source column stays as it is. @throws Cancelled
 */
export function cutPlan(table: Table, cuts: Cuts, values: Values, context: MethodContext): Draft {
  const { index, counted } = cuts;
  const { documents, firstRow, times } = counted;
  const few = judged(cuts, values, context);
  const leaving = new Leaving(table.rowCount, context.tick);
  const scope = rowsInScope(table, context);
  const ticked = everyRow(context.tick);
  let cutRows = 0;
  for (let i = 0; i < scope.count; i++) {
    ticked(i, scope.count);
    const row = scope.at(i);
    const document = documents.of(row);
    if (document === NO_DOCUMENT) continue;
    const isFirst = firstRow[document] === row;
    const marks = few.marks[document]!;
    if (marks & (isFirst ? CUT : CUT_LATER)) cutRows++;
    if (marks & (isFirst ? LEAVES : LEAVES_LATER)) leaving.add(row, cuts.reason);
  }
  const rows = leaving.staying();
  const { name } = table.columns[index]!;
  const share = few.all > 0 ? few.cut / few.all : 0;
  return leaving.plan({
    rows,
    columns: cutColumns(table, cuts, rows),
    notices: [
      cutRows > 0
        ? t`${many(cutRows, 'text')} of ${quoted(name)} ${cutRows === 1 ? t('is') : t('are')} cut by ${percent(share)} of all characters; the column stays as it is beside ${quoted(`${name}_dedup`)}.`
        : (cuts.nothing ?? t`Nothing recurs in ${quoted(name)}: no text is cut.`),
    ],
    tables: {
      cut: {
        column: name,
        texts: times.reduce((sum, n) => sum + n, 0),
        cutRows,
        characters: few.all,
        cutCharacters: few.cut,
      },
    },
  });
}

/** What happens to the first row of a document, and to later ones. */
const CUT = 1;
const LEAVES = 2;
const CUT_LATER = 4;
const LEAVES_LATER = 8;

interface Judged {
  /** Per document. */
  readonly marks: Uint8Array;
  /** Characters in all rows, and those that are cut. */
  readonly all: number;
  readonly cut: number;
}

function judged({ counted, spans }: Cuts, values: Values, { tick }: MethodContext): Judged {
  const { documents, firstRow, times } = counted;
  const minTokens = read.number(values, MIN_TOKENS.id)!;
  const mostCut = read.number(values, MOST_CUT.id)!;
  const marks = new Uint8Array(documents.count);
  let [all, cut] = [0, 0];
  documents.each(
    (document, bytes, start, end) => {
      const rows = times[document]!;
      if (rows === 0) return;
      const text = { bytes, start, end };
      const own = charactersIn(bytes, start, end);
      all += own * rows;
      const judge = (found: Spans, cutMark: number, leaveMark: number, weight: number) => {
        if (found.length === 0) return;
        const gone = charactersOf(bytes, found);
        cut += gone * weight;
        marks[document]! |= cutMark;
        const isShort = gone > mostCut * own || wordsLeft(text, found) < minTokens;
        if (isShort) marks[document]! |= leaveMark;
      };
      judge(spans(text, firstRow[document]), CUT, LEAVES, 1);
      if (rows > 1) judge(spans(text, undefined), CUT_LATER, LEAVES_LATER, rows - 1);
    },
    (done, total) => {
      tick(done, total);
    },
  );
  return { marks, all, cut };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A text without what is cut. */
function withoutSpans({ bytes, start, end }: TextBytes, spans: Spans, mask = ''): string {
  let left = '';
  let from = start;
  for (let i = 0; i < spans.length; i += 2) {
    left += decoder.decode(bytes.subarray(from, spans[i])) + mask;
    from = spans[i + 1]!;
    // What is cut may end in the white space that follows it.
    if (mask !== '' && from < end && bytes[from - 1]! <= 32) left += ' ';
  }
  return left + decoder.decode(bytes.subarray(from, end));
}

function wordsLeft(text: TextBytes, spans: Spans): number {
  return withoutSpans(text, spans).match(/\S+/g)?.length ?? 0;
}

function cutColumns(
  table: Table,
  { index, counted, mask, spans }: Cuts,
  rows: Uint32Array,
): AddedColumn[] {
  const { documents, firstRow, times } = counted;
  const { name } = table.columns[index]!;
  /** The cell of a row as bytes, and its spans; both columns ask for the same row, one after the other. */
  let last = { row: -1, text: '', bytes: new Uint8Array(0), found: [] as Spans };
  const of = (output: number) => {
    const row = rows[output]!;
    if (last.row === row) return last;
    const text = cellText(table, row, index);
    const bytes = encoder.encode(text);
    const document = documents.of(row);
    const isCut = document !== NO_DOCUMENT && times[document]! > 0 && counted.has(row);
    const place = { bytes, start: 0, end: bytes.length };
    const found = isCut ? spans(place, firstRow[document] === row ? row : undefined) : [];
    last = { row, text, bytes, found };
    return last;
  };
  return [
    {
      name: `${name}_dedup`,
      type: 'text',
      role: 'text',
      text(output) {
        const { text, bytes, found } = of(output);
        if (found.length === 0) return text;
        return withoutSpans({ bytes, start: 0, end: bytes.length }, found, mask);
      },
    },
    {
      name: '_cut_spans',
      type: 'text',
      text(output) {
        const { bytes, found } = of(output);
        return inCharacters(bytes, found);
      },
    },
  ];
}

/** Spans by character, `12-40 81-95`: from 0, the end not included. */
function inCharacters(bytes: Uint8Array, spans: Spans): string {
  let at = 0;
  let characters = 0;
  const ends = spans.map((byte) => {
    characters += charactersIn(bytes, at, byte);
    at = byte;
    return characters;
  });
  return ends
    .flatMap((end, i) => (i % 2 ? [`${String(ends[i - 1])}-${String(end)}`] : []))
    .join(' ');
}
