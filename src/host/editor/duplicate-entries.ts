import type { AuditReport } from '../../engine/audit';
import { count, listed, quoted } from '../../engine/words';
import type { PageRow, RowsAsked, RowsPage } from '../../protocol/messages';
import { numbersOf } from '../../report/figures';
import { alike } from '../../report/near-words';
import { l10n } from '../l10n';

/** One row of a file that repeats or contradicts another. */
export interface DuplicateEntry {
  readonly kind: 'contradictory' | 'exact' | 'near';
  /** 1-based line of the file on which the row starts. */
  readonly line: number;
  /** One sentence; names and values in backticks. */
  readonly message: string;
  /** Lines of further rows of the same set, as far as they are known. */
  readonly others: readonly number[];
}

/** Entries of a file, and how many rows there are to tell of; more than the entries when these are bounded. */
export interface DuplicateEntries {
  readonly entries: readonly DuplicateEntry[];
  readonly rows: number;
}

/** Most entries of a file, and rows of a page. */
const MOST = 1000;
const PAGE = 500;
/** Lines named in a sentence. */
const NAMED = 3;

/** A kind of repetition: where its rows are kept, the sets that are listed, and what is said of a row. */
interface Kind {
  readonly kind: DuplicateEntry['kind'];
  readonly metric: string;
  readonly evidence: string;
  readonly sets: readonly { readonly rows: readonly number[] }[];
  sentence(row: number, set: number | undefined, others: readonly number[]): string;
}

/**
 * The rows that evidence of an audit names as contradictory, as copies or as nearly equal, each once and by the first of
 * these: at most 1,000. `rows` answers pages of rows. @throws what `rows` throws
 */
export async function duplicateEntries(
  report: AuditReport,
  rows: (asked: RowsAsked) => Promise<RowsPage>,
): Promise<DuplicateEntries> {
  const found = new Map<number, { readonly kind: Kind; readonly row: PageRow }>();
  let all = 0;
  for (const kind of kindsOf(report)) {
    const selector = { kind: 'evidence', metric: kind.metric, key: kind.evidence } as const;
    for (let offset = 0, total = 1; offset < total; offset += PAGE) {
      const limit = Math.min(PAGE, MOST - found.size);
      const page = await rows({ selector, offset, limit, characters: 1 });
      if (offset === 0) all += page.total;
      total = limit > 0 && page.rows.length > 0 ? page.total : 0;
      for (const row of page.rows) if (!found.has(row.row)) found.set(row.row, { kind, row });
    }
  }
  const lines = new Map([...found.values()].map(({ row }) => [row.row, row.line]));
  const entries = [...found.values()].map(({ kind, row }) => entryOf(kind, row, lines));
  entries.sort((a, b) => a.line - b.line);
  return { entries, rows: found.size < MOST ? found.size : Math.max(all, found.size) };
}

function entryOf(kind: Kind, { row, line }: PageRow, lines: ReadonlyMap<number, number>) {
  const at = kind.sets.findIndex((set) => set.rows.includes(row));
  const others = (kind.sets[at]?.rows ?? []).flatMap((other) =>
    other === row ? [] : (lines.get(other) ?? []),
  );
  const message = kind.sentence(row, at < 0 ? undefined : at, others);
  return { kind: kind.kind, line, message, others };
}

function kindsOf(report: AuditReport): Kind[] {
  const conflicts = numbersOf(report, 'conflicting-labels');
  const exact = numbersOf(report, 'exact-duplicate-rows');
  const near = numbersOf(report, 'near-duplicate-text');
  const kinds: Kind[] = [];
  if (conflicts && conflicts.clusters > 0)
    kinds.push({
      kind: 'contradictory',
      metric: 'conflicting-labels',
      evidence: 'conflicts',
      sets: conflicts.sets,
      sentence: (_row, _set, others) =>
        l10n.t(
          'Rows that agree with this one have another {0}{1}.',
          quoted(conflicts.label),
          inLines(others),
        ),
    });
  if (exact && exact.clusters > 0)
    kinds.push({
      kind: 'exact',
      metric: 'exact-duplicate-rows',
      evidence: 'copies',
      sets: exact.sets,
      sentence: (_row, set, others) =>
        set === undefined
          ? l10n.t('This row occurs more than once.')
          : l10n.t('This row occurs {0} times{1}.', count(exact.sets[set]!.size), inLines(others)),
    });
  if (near && near.clusters > 0)
    kinds.push({
      kind: 'near',
      metric: 'near-duplicate-text',
      evidence: 'near',
      sets: near.sets,
      sentence(row, at, others) {
        const set = at === undefined ? undefined : near.sets[at];
        const similarity = set?.similarities[set.rows.indexOf(row)];
        const how =
          set && similarity !== undefined && row !== set.centre
            ? l10n.t(
                '{0} like the longest of {1}',
                alike(Number(similarity.toFixed(2))),
                count(set.size),
              )
            : l10n.t('nearly equal to another');
        return l10n.t('The text in {0} is {1}{2}.', quoted(near.column), how, inLines(others));
      },
    });
  return kinds;
}

/** `: line 7`, `: lines 7, 9, 12 and 3 more`; nothing when no line is known. */
function inLines(lines: readonly number[]): string {
  if (lines.length === 0) return '';
  const named = listed(lines.map(count), NAMED);
  return lines.length === 1 ? l10n.t(': line {0}', named) : l10n.t(': lines {0}', named);
}
