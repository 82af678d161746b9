import { cellOf, render, spansOf, type Block, type Cell, type PerBlock } from './document';
import type { Chart } from './charts/chart';
import { sceneOf } from './charts/scene';
import { STYLE } from './html-style';
import { t } from '../engine/language';

const MARK = {
  error: t('Error'),
  warning: t('Warning'),
  info: t('Note'),
  passed: t('Passed'),
} as const;

/**
 * A report as one HTML file without script, link or request. Every text is escaped and stands in element content or in
 * a quoted attribute, nowhere else; the policy forbids script even so.
 */
export function toHtml(blocks: readonly Block[], title: string): string {
  const body = blocks.map((block) => render(HTML, block)).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** Text as element content or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replace(/\p{Cc}/gu, (control) => (/\s/.test(control) ? control : '\ufffd'));
}

const HTML: PerBlock<string> = {
  title: ({ name, facts }) =>
    `<header><strong>${escapeHtml(name)}</strong> <span class="muted">${escapeHtml(facts)}</span></header>`,
  verdict: ({ verdict }) =>
    `<section class="verdict ${verdict.tone}"><h1>${prose(verdict.sentence)}</h1><p>${verdict.because.map(prose).join(' ')}</p></section>`,
  heading: ({ text }) => `<h2>${prose(text)}</h2>`,
  prose: ({ text }) => `<p>${prose(text)}</p>`,
  figures: ({ figures }) =>
    `<dl class="figures">${figures
      .map(
        ({ label, value, note }) =>
          `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd><dd class="muted">${escapeHtml(note)}</dd></div>`,
      )
      .join('')}</dl>`,
  findings: ({ findings }) =>
    `<ul class="findings">${findings
      .map(
        ({ severity, title, message, rows }) =>
          `<li class="${severity}"><h3><span class="mark">${MARK[severity]}</span> ${prose(title)}</h3>${
            rows === '' ? '' : `<span class="rows">${escapeHtml(rows)}</span>`
          }${message === '' ? '' : `<p>${prose(message)}</p>`}</li>`,
      )
      .join('')}</ul>`,
  bars: ({ bars }) =>
    `<table class="bars"><tbody>${bars
      .map(
        ({ label, part, text, rare }) =>
          `<tr><th scope="row"><code>${escapeHtml(label)}</code></th><td class="track">${bar(part, rare)}</td><td class="number">${escapeHtml(text)}</td></tr>`,
      )
      .join('')}</tbody></table>`,
  chart: ({ chart }) =>
    `<figure><figcaption><strong>${prose(chart.title)}</strong> <span class="muted">${prose(chart.caption)}</span></figcaption>${drawn(chart)}</figure>`,
  table: ({ head, rows }) => {
    const side = head.map(({ numeric }) => (numeric ? ' class="number"' : ''));
    const heads = head.map(
      ({ text }, index) => `<th scope="col"${side[index]!}>${escapeHtml(text)}</th>`,
    );
    const body = rows.map(
      (row) =>
        `<tr>${row.map((value, index) => `<td${side[index] ?? ''}>${cell(value)}</td>`).join('')}</tr>`,
    );
    return `<div class="wide"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
  },
};

const WIDTH = 640;
const HEIGHT = 220;

function drawn(chart: Chart): string {
  const size = `viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" width="${String(WIDTH)}" height="${String(HEIGHT)}"`;
  const shapes = sceneOf(chart, WIDTH, HEIGHT).map(({ tag, attributes, text }) => {
    const list = Object.entries(attributes).map(([k, v]) => ` ${k}="${escapeHtml(String(v))}"`);
    return `<${tag}${list.join('')}>${escapeHtml(text ?? '')}</${tag}>`;
  });
  return `<svg class="chart" ${size} role="img" aria-label="${escapeHtml(chart.text)}">${shapes.join('')}</svg>`;
}

function bar(part: number, rare: boolean): string {
  const width = Math.max(0.2, Math.min(100, part * 100)).toFixed(1);
  return `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect${rare ? ' class="rare"' : ''} width="${width}" height="10"/></svg>`;
}

function cell(value: Cell): string {
  if (typeof value === 'string') return prose(value);
  const text = escapeHtml(cellOf(value));
  if ('rows' in value) return text;
  return text === '' ? '' : `<code>${text}</code>`;
}

function prose(text: string): string {
  return spansOf(text)
    .map((span) => (span.code ? `<code>${escapeHtml(span.text)}</code>` : escapeHtml(span.text)))
    .join('');
}
