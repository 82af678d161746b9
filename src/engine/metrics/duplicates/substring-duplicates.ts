import type { CountedDocuments } from '../../boilerplate/repeated-units';
import type { Metric, MetricContext } from '../../metric';
import { NO_DOCUMENT } from '../../near-text/documents';
import { searchedColumn, TEXT_COLUMN } from '../../near-text/settings';
import { LongestPassages, type Passage } from '../../substrings/longest-passages';
import type { Passages } from '../../substrings/passages';
import { MIN_LENGTH, MIN_ROWS, sharedPassages } from '../../substrings/settings';
import type { Table } from '../../table/table';
import { count, many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** A passage that stands in several rows. */
export interface SharedPassage {
  /** The first 400 characters. */
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: number;
  readonly rows: number;
  /** A row that holds it. */
  readonly first: number;
}

/** Passages that stand word for word in different texts. */
export interface SubstringDuplicates {
  readonly column: string;
  readonly minLength: number;
  readonly minRows: number;
  /** Rows with a text; those of them that hold a passage of another text. */
  readonly rows: number;
  readonly holding: number;
  /** Bytes of all texts, and share of them in such passages. */
  readonly bytes: number;
  readonly share: number;
  /** The 20 that hold most text over all rows. */
  readonly passages: readonly SharedPassage[];
}

const LISTED = 20;
/** Passages of which those are listed that hold no other one. */
const LOOKED_AT = 300;
/** Characters in the middle of a passage by which it is told whether another holds it. */
const MIDDLE = 60;
const SHOWN = 400;
/** Bytes of a file up to which a column that nobody chose is searched. */
const MOST_UNASKED = 1e8;
/** Share of bytes from which it is said. */
const MOST = 0.05;
/** Share of rows, and rows, from which one passage is said. */
const MANY_ROWS = 0.01;
const FEWEST_ROWS = 10;

/** Long passages that recur word for word. */
export const substringDuplicates: Metric<SubstringDuplicates> = {
  id: 'substring-duplicates',
  family: 'duplicates',
  title: 'Repeated passages',
  summary: 'Passages of 100 bytes or more that stand word for word in different texts.',
  cites: [
    'Lee et al. 2022: Deduplicating training data makes language models better',
    'Karp, Rabin 1987: Efficient randomized pattern-matching algorithms',
    'Schleimer, Wilkerson, Aiken 2003: Winnowing, local algorithms for document fingerprinting',
  ],
  needs: { required: ['text'] },
  params: [TEXT_COLUMN, MIN_LENGTH, MIN_ROWS],
  waits: true,
  measure(table, values, context) {
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const { index } = searched;
    if (!context.chosen?.[index] && context.facts.bytes > MOST_UNASKED) {
      return {
        applicable: false,
        reason: t`Comparing texts byte by byte takes its time, and ${quoted(table.columns[index]!.name)} is only taken for text: choose it as the text column (\`--text\`).`,
      };
    }
    const { tick } = context;
    const { counted, passages, length } = sharedPassages(table, index, values, undefined, tick);
    const covered = coveredOf(counted, passages, length, tick);
    const { rows, holding } = rowsWith(counted, covered.holds, table);
    if (rows === 0) return { applicable: false, reason: t('No row has a text.') };
    const numbers: SubstringDuplicates = {
      column: table.columns[index]!.name,
      minLength: length,
      minRows: Number(values[MIN_ROWS.id]),
      rows,
      holding: holding.length,
      bytes: covered.bytes,
      share: covered.bytes > 0 ? covered.inPassages / covered.bytes : 0,
      passages: apart(textsOf(covered.largest, counted, tick)),
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [shareAlert(numbers, index), passageAlert(numbers, index)]),
      evidence: {
        passages: {
          rows: holding,
          columns: [index],
          reason: t('Rows whose text holds a passage of another text.'),
        },
      },
    };
  },
};

interface Covered {
  readonly bytes: number;
  readonly inPassages: number;
  /** Per document, zero or one. */
  readonly holds: Uint8Array;
  readonly largest: readonly Passage[];
}

function coveredOf(
  { documents, times }: CountedDocuments,
  passages: Passages,
  length: number,
  tick: MetricContext['tick'],
): Covered {
  const longest = new LongestPassages(passages, length, LOOKED_AT);
  const holds = new Uint8Array(documents.count);
  let [bytesOfAll, inPassages] = [0, 0];
  documents.each((document, bytes, start, end) => {
    const text = { bytes, start, end };
    bytesOfAll += (end - start) * times[document]!;
    const spans = longest.add(document, text);
    if (spans.length === 0) return;
    holds[document] = 1;
    for (let i = 0; i < spans.length; i += 2) {
      inPassages += (spans[i + 1]! - spans[i]!) * times[document]!;
    }
  }, tick);
  return { bytes: bytesOfAll, inPassages, holds, largest: longest.largest() };
}

function rowsWith({ documents }: CountedDocuments, holds: Uint8Array, { rowCount }: Table) {
  const holding: number[] = [];
  let rows = 0;
  for (let row = 0; row < rowCount; row++) {
    const document = documents.of(row);
    if (document === NO_DOCUMENT) continue;
    rows++;
    if (holds[document]) holding.push(row);
  }
  return { rows, holding: Uint32Array.from(holding) };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function textsOf(
  passages: readonly Passage[],
  { documents, firstRow }: CountedDocuments,
  tick: MetricContext['tick'],
): SharedPassage[] {
  const texts = new Map<Passage, string>();
  const wanted = [...new Set(passages.map(({ document }) => document))].sort((a, b) => a - b);
  documents.pick(
    Uint32Array.from(wanted),
    (document, bytes, start) => {
      for (const passage of passages) {
        if (passage.document !== document) continue;
        const from = start + passage.from;
        const shown = bytes.subarray(from, from + Math.min(passage.length, 4 * SHOWN));
        const text = decoder.decode(shown).replace(/^\ufffd+|\ufffd+$/g, '');
        texts.set(passage, text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text);
      }
    },
    tick,
  );
  return passages.map((passage) => ({
    text: texts.get(passage)!,
    bytes: passage.length,
    rows: passage.rows,
    first: firstRow[passage.document]!,
  }));
}

/** The first of those that overlap: what one holds, others hold with some words more or fewer. */
function apart(passages: readonly SharedPassage[]): SharedPassage[] {
  const listed: SharedPassage[] = [];
  for (const passage of passages) {
    if (listed.length === LISTED) break;
    const own = middleOf(passage.text);
    const isKnown = ({ text }: SharedPassage) =>
      text.includes(own) || passage.text.includes(middleOf(text));
    if (!listed.some(isKnown)) listed.push(passage);
  }
  return listed;
}

function middleOf(text: string): string {
  const from = Math.max(0, (text.length - MIDDLE) >> 1);
  return text.slice(from, from + MIDDLE);
}

const REMEDIES = [
  { method: 'cut-substrings', why: t('Cuts passages out of all texts but the first.') },
  { method: 'strip-boilerplate', why: t('Cuts lines or sentences that stand in many rows.') },
];

function shareAlert(
  { column, share, minLength, holding }: SubstringDuplicates,
  index: number,
): AlertDraft | undefined {
  if (share <= MOST) return undefined;
  return {
    code: 'shared-passages',
    severity: 'info',
    title: t`${percent(share)} of the text of ${quoted(column)} stands word for word in other texts`,
    message: t`Passages of ${count(minLength)} bytes or more, in ${many(holding, 'row')}, equal texts not counted. What is seen often is learnt by heart.`,
    columns: [index],
    value: share,
    threshold: MOST,
    rowCount: holding,
    evidence: 'passages',
    remedies: REMEDIES,
  };
}

function passageAlert(
  { column, passages, rows: all }: SubstringDuplicates,
  index: number,
): AlertDraft | undefined {
  const most = passages.reduce<SharedPassage | undefined>(
    (best, each) => (best && best.rows >= each.rows ? best : each),
    undefined,
  );
  if (!most || most.rows < Math.max(FEWEST_ROWS, MANY_ROWS * all)) return undefined;
  return {
    code: 'frequent-passage',
    severity: 'warning',
    title: t`A passage of ${count(most.bytes)} bytes stands in ${many(most.rows, 'row')} of ${quoted(column)}`,
    message: t`It reads ${quoted(most.text)}. It is in ${percent(most.rows / all)} of the texts.`,
    columns: [index],
    value: most.rows / all,
    threshold: MANY_ROWS,
    rowCount: most.rows,
    evidence: 'passages',
    remedies: REMEDIES,
  };
}
