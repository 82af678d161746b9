import type { AuditReport } from '../engine/audit';
import { many } from '../engine/words';
import type { Block } from './document';
import { numbersOf } from './figures';
import { mainFigures } from './main-figures';
import { prose, toMarkdown } from './markdown';
import { verdictOf } from './verdict';
import { bytes, closed, ratio } from './words';
import { t } from '../engine/language';

/** Findings that a summary names. */
const FIRST = 3;

/** A few lines of Markdown that fit a comment: the verdict, the main figures and the first findings. */
export function summaryMarkdown(report: AuditReport): string {
  const { source, columns, alerts } = report;
  const facts = [many(source.rows, 'row'), many(columns.length, 'column'), bytes(source.bytes)];
  const rest = alerts.length - FIRST;
  const blocks: Block[] = [
    { kind: 'heading', text: source.name },
    { kind: 'prose', text: facts.join(' · ') },
    { kind: 'verdict', verdict: verdictOf(report) },
    { kind: 'figures', figures: mainFigures(report) },
    {
      kind: 'findings',
      findings: alerts.slice(0, FIRST).map(({ severity, title, rowCount }) => ({
        severity,
        title,
        message: '',
        rows: rowCount === undefined ? '' : many(rowCount, 'row'),
      })),
    },
    ...(rest > 0 ? [{ kind: 'prose', text: t`And ${many(rest, 'more finding')}.` } as const] : []),
  ];
  return toMarkdown(blocks);
}

/** One line of Markdown for a README: the file, its verdict, its size, its balance, its copies and what it was made from. */
export function badgeLine(report: AuditReport): string {
  const { source } = report;
  const even = numbersOf(report, 'class-imbalance');
  const copies = numbersOf(report, 'exact-duplicate-rows');
  const facts = [
    many(source.rows, 'row'),
    ...(even
      ? [t`${many(even.classCount, 'class', 'classes')} ${ratio(even.imbalanceRatio)} to 1`]
      : []),
    ...(copies
      ? [copies.duplicateRows === 0 ? t('no copies') : many(copies.duplicateRows, 'copy', 'copies')]
      : []),
    report.alerts.length === 0 ? t('no findings') : many(report.alerts.length, 'finding'),
  ];
  const verdict = closed(verdictOf(report).sentence);
  const name = source.name.replaceAll('`', "'");
  const hash = source.sha256.slice(0, 12);
  return `**${prose(`\`${name}\``)}:** ${prose(verdict)} ${facts.join(' · ')} · sha256 ${hash}\n`;
}
