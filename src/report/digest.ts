import type { AuditReport } from '../engine/audit';
import type { Digest, DigestLine } from '../engine/digest';
import { count, distinctCount, many, percent } from '../engine/words';
import { numbersOf } from './figures';
import { mainFigures } from './main-figures';
import { verdictOf } from './verdict';
import { closed } from './words';

/** A line that two digests do not share; null where one of them has no such line. */
export interface Change {
  readonly section: string;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Classes, columns and findings that are kept; of more their number. */
const CLASSES = 40;
const COLUMNS = 60;
const FINDINGS = 30;

/** The figures of a report by which it is compared with another. */
export function digestOf(report: AuditReport): Digest {
  const { tone, sentence, because } = verdictOf(report);
  const { source } = report;
  const line =
    (section: string) =>
    (name: string, value: string): DigestLine => ({
      section,
      name: plain(name),
      value: plain(value),
    });
  const verdict = line('Verdict');
  const size = line('Size');
  const figure = line('Figures');
  return {
    name: source.name,
    sha256: source.sha256,
    tone,
    sentence: plain(sentence),
    lines: [
      verdict('', closed(sentence)),
      ...because.map((each) => verdict('', closed(each))),
      size('Rows', count(source.rows)),
      size('Columns', count(report.columns.length)),
      size('Bytes', count(source.bytes)),
      ...mainFigures(report).map(({ label, value, note }) => figure(label, `${value}, ${note}`)),
      ...classLines(report, line('Classes')),
      ...findingLines(report, line('Findings')),
      ...columnLines(report, line('Columns')),
    ],
  };
}

type Line = (name: string, value: string) => DigestLine;

function classLines(report: AuditReport, line: Line): DigestLine[] {
  const even = numbersOf(report, 'class-imbalance');
  if (!even) return [];
  const classes = even.classes.slice(0, CLASSES);
  const rest = even.classCount - classes.length;
  return [
    line('Label', even.label),
    ...classes.map(({ value, count: rows, share }) =>
      line(value, `${count(rows)}, ${percent(share)}`),
    ),
    ...(rest > 0 ? [line('and', many(rest, 'more class', 'more classes'))] : []),
  ];
}

function findingLines({ alerts }: AuditReport, line: Line): DigestLine[] {
  const rest = alerts.length - FINDINGS;
  return [
    ...alerts.slice(0, FINDINGS).map(({ severity, title }) => line(severity, title)),
    ...(rest > 0 ? [line('and', many(rest, 'more finding'))] : []),
  ];
}

function columnLines({ columns }: AuditReport, line: Line): DigestLine[] {
  const rest = columns.length - COLUMNS;
  return [
    ...columns
      .slice(0, COLUMNS)
      .map(({ name, role, semantic, missing, ...values }) =>
        line(
          name,
          `${role}, ${semantic}, ${distinctCount(values)} distinct, ${count(missing)} empty`,
        ),
      ),
    ...(rest > 0 ? [line('and', many(rest, 'more column'))] : []),
  ];
}

/** The lines in which two digests differ, in reading order: those of the first, then what only the second has. */
export function changesBetween(before: Digest, after: Digest): Change[] {
  const rest = [...after.lines];
  const changes = before.lines.flatMap(({ section, name, value }): Change[] => {
    const at = partnerOf({ section, name, value }, rest);
    const [partner] = at < 0 ? [] : rest.splice(at, 1);
    if (partner?.value === value) return [];
    return [{ section, name, before: value, after: partner?.value ?? null }];
  });
  return [
    ...changes,
    ...rest.map(({ section, name, value }) => ({ section, name, before: null, after: value })),
  ];
}

/** Sections whose lines have no names of their own: equal or not, nothing in between. */
const SENTENCES: readonly string[] = ['Findings', 'Verdict'];

function partnerOf(line: DigestLine, among: readonly DigestLine[]): number {
  return among.findIndex(
    ({ section, name, value }) =>
      section === line.section &&
      name === line.name &&
      (value === line.value || !SENTENCES.includes(section)),
  );
}

/** A digest as lines of text that an editor can set beside those of another; `width` as `widthOf` both. */
export function digestText({ lines }: Digest, width: number): string {
  const sections = [...new Set(lines.map(({ section }) => section))];
  const blocks = sections.map((section) =>
    [
      section,
      ...lines
        .filter((line) => line.section === section)
        .map(({ name, value }) => `  ${name === '' ? '' : name.padEnd(width + 2)}${value}`),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

/** Columns of text that the names of digests take, at most 40. */
export function widthOf(...digests: readonly Digest[]): number {
  const names = digests.flatMap(({ lines }) => lines.map(({ name }) => name.length));
  return Math.min(40, Math.max(0, ...names));
}

function plain(text: string): string {
  const flat = text
    .replaceAll('`', "'")
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return flat.length > 200 ? `${flat.slice(0, 199)}…` : flat;
}
