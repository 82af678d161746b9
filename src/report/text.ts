import { cellOf, render, type Block, type PerBlock } from './document';
import { closed } from './words';

const WIDTH = 96;
const BAR = 40;
const MARK = { error: 'error  ', warning: 'warning', info: 'note   ', passed: 'ok     ' } as const;

/** A report for a terminal: plain text, at most 96 columns of prose, no control character of the file in it. */
export function toText(blocks: readonly Block[]): string {
  return `${blocks
    .map((block) => render(TEXT, block))
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

const TEXT: PerBlock<string> = {
  title: ({ name, facts }) => `${plain(name)}\n${plain(facts)}`,
  verdict: ({ verdict }) =>
    [verdict.sentence, ...verdict.because].map((text) => wrapped(plain(text), '')).join('\n'),
  heading: ({ text }) => `${plain(text)}\n${'-'.repeat([...plain(text)].length)}`,
  prose: ({ text }) => wrapped(plain(text), ''),
  figures: ({ figures }) =>
    columns(
      figures.map(({ label, value, note }) => [plain(label), plain(value), plain(note)]),
      [false, true, false],
    ),
  findings: ({ findings }) =>
    findings
      .map(({ severity, title, message, rows }) => {
        const head = `${MARK[severity]}  ${plain(title)}${rows === '' ? '' : `  (${plain(rows)})`}`;
        return message === '' ? head : `${head}\n${wrapped(plain(message), ' '.repeat(9))}`;
      })
      .join('\n'),
  bars: ({ bars }) => {
    const lines = bars.map(({ label, part, text }) => [
      plain(label),
      '█'.repeat(Math.max(part > 0 ? 1 : 0, Math.round(part * BAR))).padEnd(BAR),
      plain(text),
    ]);
    return columns(lines, [false, false, true]);
  },
  chart: ({ chart }) => wrapped(plain(`${closed(chart.title)} ${chart.text}`), ''),
  table: ({ head, rows }) =>
    columns(
      [head.map(({ text }) => text), ...rows.map((row) => row.map((cell) => plain(cellOf(cell))))],
      head.map(({ numeric }) => numeric === true),
    ),
};

/** One line without control or direction characters, so that no cell can move the cursor or forge a line. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '\u00b7')
    .trim();
}

function columns(rows: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = right.map((_, index) =>
    Math.max(0, ...rows.map((row) => [...cut(row[index] ?? '')].length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => {
          const text = cut(cell);
          const gap = ' '.repeat(widths[index]! - [...text].length);
          return right[index] ? gap + text : text + gap;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cut(text: string): string {
  const points = [...text];
  return points.length > 48 ? `${points.slice(0, 47).join('')}…` : text;
}

function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line].join('\n');
}
