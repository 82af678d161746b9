import { describe, expect, it } from 'vitest';
import { auditTable } from '../../../src/engine/table/audit-table';
import type { AuditReport } from '../../../src/engine/audit';
import type { SourceFacts } from '../../../src/engine/metric';
import { tableOf } from '../../../src/engine/table/table';
import { formatAudit } from '../../../src/report/audit-report';
import { escapeHtml, toHtml } from '../../../src/report/html';
import { toMarkdown } from '../../../src/report/markdown';

const IMG = '<img src=x onerror=alert(1)>';
const SCRIPT = '</script><script>alert(2)</script>';
const ATTRIBUTE = '"><svg onload=alert(3)> \' style=x';
const TERMINAL = '\u001b[2J\u001b]0;title\u0007\u202egnp';
const MARKDOWN = '[x](javascript:alert(4)) | `a` ``b`` <b> **bold** ![i](x)';
const HOSTILE = [IMG, SCRIPT, ATTRIBUTE, TERMINAL, MARKDOWN];

const facts: SourceFacts = {
  name: `${IMG}.csv`,
  format: 'csv',
  bytes: 100,
  encoding: 'utf-8',
  encodingGuessed: false,
  headerCertain: true,
  blankLines: 0,
  raggedRows: 0,
  problems: [{ code: 'made', severity: 'warning', message: `A cell says ${SCRIPT}.` }],
};

/** A file whose names, labels, groups and cells are all hostile, with copies and contradictions. */
function hostileReport(): AuditReport {
  const rows = Array.from({ length: 200 }, (_, i) => [
    HOSTILE[i % 20 === 0 ? 1 : 0]!,
    HOSTILE[i % 5]!,
    i % 7 === 0 ? '' : HOSTILE[(i * 3) % 5]!,
  ]);
  const table = tableOf([IMG, ATTRIBUTE, MARKDOWN], rows);
  const roles = { label: '#1', groups: ['#2'] };
  const shell = { path: `/tmp/${IMG}.csv`, sha256: '00', tick: () => undefined };
  return auditTable(table, facts, { roles }, shell).report;
}

const report = hostileReport();

/** The tags of a page, outside of text. */
const tags = (html: string) => [...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map((match) => match[1]!);

describe('hostile cells', () => {
  it('are there, in findings, classes, groups and columns', () => {
    expect(report.alerts.length).toBeGreaterThan(1);
    const text = formatAudit(report, 'json');
    for (const cell of [IMG, SCRIPT, ATTRIBUTE])
      expect(text).toContain(JSON.stringify(cell).slice(1, -1));
  });

  it('are code in headings, of pages and of Markdown', () => {
    const heading = [{ kind: 'heading', text: 'Lengths of `a_b`, <i>' }] as const;
    expect(toHtml(heading, 'x')).toContain('<h2>Lengths of <code>a_b</code>, &lt;i&gt;</h2>');
    expect(toMarkdown(heading)).toBe('## Lengths of `a_b`, &lt;i\\>\n');
  });

  it('cannot become elements or attributes of the HTML report', () => {
    const html = formatAudit(report, 'html');
    const known = new Set(
      `!DOCTYPE html head meta title style body main header strong span section h1 h2 h3
      p code dl div dt dd ul li table thead tbody tr th td svg rect
      figure figcaption line polyline polygon circle text`.split(/\s+/),
    );
    expect(tags(html).filter((tag) => !known.has(tag))).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\son\w+=/i);
    expect(html).not.toContain('<svg onload');
    expect(html).toContain(escapeHtml(IMG));
    expect(html).toContain(escapeHtml(SCRIPT));
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/https?:|url\(|<script|<link|src=x[^&]*>/i);
    expect([...html].some((c) => c < ' ' && c !== '\n')).toBe(false);
  });

  it('cannot steer a terminal', () => {
    const text = formatAudit(report, 'text');
    expect(
      [...text].filter((c) => (c < ' ' && c !== '\n') || c === '\u007f' || c === '\u202e'),
    ).toEqual([]);
    expect(text).toContain('alert(1)');
  });

  it('cannot become Markdown outside of code spans', () => {
    const markdown = formatAudit(report, 'md');
    const outside = markdown.replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/<(?:img|script|svg|b)\b/i);
    expect(outside).not.toMatch(/(?<!\\)\]\(/);
    const widths = markdown
      .trimEnd()
      .split('\n\n')
      .filter((block) => block.startsWith('| '))
      .map(
        (block) => new Set(block.split('\n').map((line) => line.split(/(?<!\\)\|/).length)).size,
      );
    expect(new Set(widths)).toEqual(new Set([1]));
  });
});
