import { cellOf, render, spansOf, type Block, type Cell, type PerBlock } from './document';
import { closed } from './words';
import { t } from '../engine/language';

const MARK = {
  error: t('Error'),
  warning: t('Warning'),
  info: t('Note'),
  passed: t('Passed'),
} as const;

/** A report as GitHub-flavoured Markdown. Nothing of the file can become markup. */
export function toMarkdown(blocks: readonly Block[]): string {
  return `${blocks
    .map((block) => render(MARKDOWN, block))
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

const MARKDOWN: PerBlock<string> = {
  title: ({ name, facts }) => `# ${escaped(name)}\n\n${escaped(facts)}`,
  verdict: ({ verdict }) =>
    [`**${prose(verdict.sentence)}**`, verdict.because.map(prose).join(' ')].join('\n\n'),
  heading: ({ text }) => `## ${prose(text)}`,
  prose: ({ text }) => prose(text),
  figures: ({ figures }) =>
    table(
      [t('Figure'), t('Value'), ''],
      ['---', '---:', '---'],
      figures.map(({ label, value, note }) => [label, value, note].map(escaped)),
    ),
  findings: ({ findings }) =>
    findings
      .map(({ severity, title, message, rows }) => {
        const head = `- **${MARK[severity]}: ${prose(closed(title))}**`;
        return `${head}${rows === '' ? '' : ` (${escaped(rows)})`}${message === '' ? '' : ` ${prose(message)}`}`;
      })
      .join('\n'),
  bars: ({ bars }) =>
    table(
      [t('Value'), t('Rows')],
      ['---', '---:'],
      bars.map(({ label, text }) => [barred(code(label)), escaped(text.replace(/ {2,}/g, ', '))]),
    ),
  chart: ({ chart }) => prose(`${closed(chart.title)} ${chart.text}`),
  table: ({ head, rows }) =>
    table(
      head.map(({ text }) => escaped(text)),
      head.map(({ numeric }) => (numeric ? '---:' : '---')),
      rows.map((row) => row.map(cell)),
    ),
};

function table(
  head: readonly string[],
  rule: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(value: Cell): string {
  if (typeof value === 'string') return barred(prose(value));
  return 'rows' in value ? cellOf(value) : barred(code(cellOf(value)));
}

/** In a table a bar ends the cell even within code. */
function barred(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}

/** A sentence with names and values in backticks as Markdown; nothing in it can become markup. */
export function prose(text: string): string {
  return spansOf(text)
    .map((span) => (span.code ? code(span.text) : escaped(span.text)))
    .join('')
    .trim();
}

/** A code span, with a fence longer than any run of backticks inside. */
function code(text: string): string {
  const flat = oneLine(text).trim();
  if (flat === '') return '';
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~>]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ');
}
