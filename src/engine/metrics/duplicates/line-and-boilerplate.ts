import { countedDocuments } from '../../boilerplate/counted-documents';
import { charactersIn, charactersOf, RecurringParts } from '../../boilerplate/recurring-parts';
import {
  repeatedUnits,
  type CountedDocuments,
  type RepeatedUnits,
} from '../../boilerplate/repeated-units';
import { MIN_CHARS, UNIT, unitSettings } from '../../boilerplate/settings';
import { unitTexts } from '../../boilerplate/unit-texts';
import type { Unit } from '../../boilerplate/units';
import type { Metric, MetricContext } from '../../metric';
import { NO_DOCUMENT } from '../../near-text/documents';
import { refuseWithoutRoom } from '../../near-text/room';
import { searchedColumn, TEXT_COLUMN } from '../../near-text/settings';
import { mostFrequent } from '../../statistics/extremes';
import type { Table } from '../../table/table';
import { many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** A part of texts that recurs. */
export interface RecurringPart {
  readonly text: string;
  readonly characters: number;
  readonly rows: number;
  /** First row that holds it. */
  readonly first: number;
}

/** Lines or sentences that recur in many texts. */
export interface LineAndBoilerplate {
  readonly column: string;
  readonly unit: Unit;
  /** Characters that a part has, and rows that hold it, at least. */
  readonly minChars: number;
  readonly least: number;
  /** Rows with a text; those of them that hold a part that recurs. */
  readonly rows: number;
  readonly holding: number;
  /** Different parts that recur. */
  readonly parts: number;
  /** Share of all characters that lie in them; of a text, its median over the rows. */
  readonly share: number;
  readonly medianShare: number;
  /** Rows by share of their characters: none, then steps of a tenth. */
  readonly byShare: readonly number[];
  /** The 20 in most rows. */
  readonly top: readonly RecurringPart[];
}

const LISTED = 20;
/** Share of rows, and rows, from which a part recurs. */
const RECURS = 0.001;
const FEWEST = 3;
/** Median share of a text from which it is said. */
const MOST = 0.2;
/** Shares of a text that are told apart. */
const STEPS = 1000;

/** Parts of texts that recur in many rows: headers, footers, notices. */
export const lineAndBoilerplate: Metric<LineAndBoilerplate> = {
  id: 'line-and-boilerplate',
  family: 'duplicates',
  title: 'Recurring lines',
  summary: 'Lines or sentences that stand in many texts: headers, footers, notices.',
  cites: [
    'Wenzek et al. 2020: CCNet (paragraphs that recur)',
    'Dong et al. 2024: BaichuanSEED (deduplication by sentences)',
  ],
  needs: { required: ['text'] },
  params: [TEXT_COLUMN, UNIT, MIN_CHARS],
  waits: true,
  measure(table, values, context) {
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const { index } = searched;
    const { tick } = context;
    const counted = countedDocuments(table, index, undefined, tick);
    const settings = unitSettings(values, counted, tick);
    const least = Math.max(FEWEST, Math.ceil(RECURS * table.rowCount));
    const allow = (bytes: number) => {
      refuseWithoutRoom(table, index, bytes);
    };
    const units = repeatedUnits(counted, settings, least, allow, tick);
    const parts = new RecurringParts(units, settings);
    let repeated = 0;
    for (let unit = 0; unit < units.count; unit++) if (isRepeated(units, unit)) repeated++;
    const shares = repeated > 0 ? sharesOf(counted, parts, tick) : noShares(counted);
    const { rows, byShare } = rowsByShare(counted, shares, table, tick);
    if (rows === 0) return { applicable: false, reason: t('No row has a text.') };
    const top = mostFrequent(units.rows, LISTED, (unit) => isRepeated(units, unit));
    const texts = unitTexts(top, units, parts, counted.documents, tick);
    const numbers: LineAndBoilerplate = {
      column: table.columns[index]!.name,
      ...settings,
      least,
      rows,
      holding: rows - byShare[0]!,
      parts: repeated,
      share: shares.share,
      medianShare: medianOf(byShare, rows),
      byShare: tenths(byShare),
      top: top.map((unit, i) => ({
        text: texts[i]!,
        characters: units.characters[unit]!,
        rows: units.rows[unit]!,
        first: units.firstRow[unit]!,
      })),
    };
    const holding = rowsFrom(counted, shares, table, 1);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [medianAlert(numbers, index)]),
      evidence: {
        recurring: {
          rows: holding,
          columns: [index],
          reason: t('Rows whose text holds a part that recurs in others.'),
        },
        mostly: {
          rows: rowsFrom(counted, shares, table, STEPS / 2),
          columns: [index],
          reason: t('Rows at least half of whose text recurs in others.'),
        },
      },
    };
  },
};

function isRepeated({ rows, least, count }: RepeatedUnits, unit: number): boolean {
  return unit < count && rows[unit]! >= least;
}

/** Share of each document that recurs, in thousandths (above none at least 1), and of all characters. */
interface Shares {
  readonly thousandths: Uint16Array;
  readonly share: number;
}

function sharesOf(
  { documents, times }: CountedDocuments,
  parts: RecurringParts,
  tick: MetricContext['tick'],
): Shares {
  const thousandths = new Uint16Array(documents.count);
  let [all, recurring] = [0, 0];
  documents.each((document, bytes, start, end) => {
    const own = charactersIn(bytes, start, end);
    const spans = parts.spans({ bytes, start, end });
    all += own * times[document]!;
    if (spans.length === 0) return;
    const covered = charactersOf(bytes, spans);
    recurring += covered * times[document]!;
    thousandths[document] = Math.max(1, Math.round((STEPS * covered) / own));
  }, tick);
  return { thousandths, share: all > 0 ? recurring / all : 0 };
}

/** Where nothing recurs. */
function noShares({ documents }: CountedDocuments): Shares {
  return { thousandths: new Uint16Array(documents.count), share: 0 };
}

/** Rows with a text, and how many of them have each share in thousandths. */
function rowsByShare(
  { documents }: CountedDocuments,
  { thousandths }: Shares,
  { rowCount }: Table,
  tick: MetricContext['tick'],
): { readonly rows: number; readonly byShare: Uint32Array } {
  const byShare = new Uint32Array(STEPS + 1);
  let rows = 0;
  for (let row = 0; row < rowCount; row++) {
    if (row % 8192 === 0) tick(row, rowCount);
    const document = documents.of(row);
    if (document === NO_DOCUMENT) continue;
    rows++;
    byShare[thousandths[document]!]!++;
  }
  return { rows, byShare };
}

function rowsFrom(
  { documents }: CountedDocuments,
  { thousandths }: Shares,
  { rowCount }: Table,
  least: number,
): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const document = documents.of(row);
    if (document !== NO_DOCUMENT && thousandths[document]! >= least) rows.push(row);
  }
  return Uint32Array.from(rows);
}

/** The lower median. */
function medianOf(byShare: Uint32Array, rows: number): number {
  let below = 0;
  const share = byShare.findIndex((n) => (below += n) * 2 >= rows);
  return share / STEPS;
}

/** None, up to a tenth, up to two tenths ... */
function tenths(byShare: Uint32Array): number[] {
  const found = new Array<number>(11).fill(0);
  byShare.forEach((rows, share) => (found[Math.ceil((share * 10) / STEPS)]! += rows));
  return found;
}

const WORDS: Readonly<Record<Unit, string>> = {
  line: 'line',
  sentence: 'sentence',
  paragraph: 'paragraph',
  '3-sentences': 'run of three sentences',
};

/** What a unit is called, of one; for `many`, which looks it up. */
export function unitWord(unit: Unit): string {
  return WORDS[unit];
}

function medianAlert(
  { column, unit, medianShare, holding, parts, top, least }: LineAndBoilerplate,
  index: number,
): AlertDraft | undefined {
  if (medianShare <= MOST) return undefined;
  return {
    code: 'boilerplate',
    severity: 'warning',
    title:
      medianShare >= 1
        ? t`Half of the texts of ${quoted(column)} hold nothing but parts that recur`
        : t`Half of the texts of ${quoted(column)} consist by ${percent(medianShare)} or more of parts that recur`,
    message: t`${many(parts, unitWord(unit))} stand in ${many(least, 'row')} or more; the most frequent in ${many(top[0]!.rows, 'row')}. A model learns them by heart, and texts look more alike than they are.`,
    columns: [index],
    value: medianShare,
    threshold: MOST,
    rowCount: holding,
    evidence: 'recurring',
    remedies: [
      {
        method: 'strip-boilerplate',
        why: t('Cuts what recurs out of the texts; no row leaves for it.'),
      },
    ],
  };
}
