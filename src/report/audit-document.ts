import type { AuditReport } from '../engine/audit';
import { count, distinctCount, many, percent } from '../engine/words';
import { builtRemedies, isBuilt } from './built';
import type { Bar, Block, Cell, Finding } from './document';
import { exhibitsOf } from './exhibits';
import { notApplicable, numbersOf } from './figures';
import { mainFigures } from './main-figures';
import { bytes, closed } from './words';
import { verdictOf } from './verdict';
import { t } from '../engine/language';

/** Bars, sets and levels that a report for people shows; JSON has more. */
const SHOWN = 12;

/** An audit for people: the verdict, five figures, the findings worst first, then classes, groups, copies, columns. */
export function auditDocument(report: AuditReport): Block[] {
  return [
    { kind: 'title', name: nameOf(report), facts: factsOf(report) },
    { kind: 'verdict', verdict: verdictOf(report, isBuilt) },
    { kind: 'figures', figures: mainFigures(report) },
    ...findingsOf(report),
    ...classesOf(report),
    ...groupsOf(report),
    ...exhibitsOf(report).flatMap(({ blocks }) => blocks),
    ...copiesOf(report),
    ...columnsOf(report),
    ...problemsOf(report),
    ...notMeasured(report),
  ];
}

/** The file name without folder. */
export function nameOf({ source }: AuditReport): string {
  return source.name;
}

function factsOf({ source, columns }: AuditReport): string {
  const { dialect } = source;
  const header = dialect && !dialect.header ? [t('no header')] : [];
  return [
    many(source.rows, 'row'),
    many(columns.length, 'column'),
    bytes(source.bytes),
    source.format.toUpperCase(),
    ...(source.compression ? [source.compression] : []),
    `${source.encoding}${source.encodingGuessed ? t(' (guessed)') : ''}`,
    ...header,
  ].join(' · ');
}

function findingsOf({ alerts, source }: AuditReport): Block[] {
  if (alerts.length === 0) {
    return [
      { kind: 'heading', text: t('Findings') },
      { kind: 'prose', text: t('Nothing was found.') },
    ];
  }
  const findings = alerts.map(({ severity, title, message, rowCount, remedies }): Finding => {
    const share = rowCount === undefined || source.rows === 0 ? 0 : rowCount / source.rows;
    const rows = rowCount === undefined ? '' : `${many(rowCount, 'row')}, ${percent(share)}`;
    const methods = builtRemedies(remedies)
      .map(({ method }) => `\`${method}\``)
      .join(', ');
    const next = methods === '' ? '' : t` Methods: ${methods}.`;
    return { severity, title, message: `${closed(message)}${next}`, rows };
  });
  return [
    { kind: 'heading', text: t('Findings') },
    { kind: 'findings', findings },
  ];
}

function classesOf(report: AuditReport): Block[] {
  const even = numbersOf(report, 'class-imbalance');
  if (!even) return [];
  const sorted = [...even.classes].sort((a, b) => b.count - a.count);
  const most = sorted[0]?.count ?? 0;
  const shown = sorted.length > SHOWN ? sorted.slice(0, SHOWN - 2) : sorted;
  const bars = shown.map(({ value, count: rows, share }): Bar => ({
    label: value,
    part: most === 0 ? 0 : rows / most,
    text: `${count(rows)}  ${percent(share)}`,
    rare: share < 0.5 / even.classCount,
  }));
  const rest = even.classCount - shown.length;
  const missing = even.missingLabels;
  const notes = [
    ...(rest > 0 ? [t`And ${many(rest, 'more class', 'more classes')}.`] : []),
    ...(missing > 0 ? [t`${many(missing, 'row has', 'rows have')} an empty label.`] : []),
  ];
  return [
    { kind: 'heading', text: t`Rows per class of ${even.label}` },
    { kind: 'bars', bars },
    ...prose(notes),
  ];
}

function groupsOf(report: AuditReport): Block[] {
  const groups = numbersOf(report, 'group-imbalance');
  if (!groups) return [];
  const classes = groups.classes.slice(0, 6);
  return groups.columns.flatMap((entry): Block[] => {
    const rows = entry.groups
      .slice(0, SHOWN)
      .map((group): Cell[] => [
        { code: group.value },
        count(group.count),
        percent(group.share),
        ...classes.map((_, at) => percent((group.byClass[at] ?? 0) / Math.max(1, group.count))),
      ]);
    const head = [entry.name, t('Rows'), t('Share'), ...classes].map((text, index) => ({
      text,
      numeric: index > 0,
    }));
    const rest = entry.groupCount - rows.length;
    return [
      { kind: 'heading', text: t`Rows per ${entry.name}` },
      { kind: 'table', head, rows },
      ...prose(rest > 0 ? [t`And ${many(rest, 'more group')}.`] : []),
    ];
  });
}

function copiesOf(report: AuditReport): Block[] {
  const copies = numbersOf(report, 'exact-duplicate-rows');
  if (!copies || copies.clusters === 0) return [];
  const rows = copies.sizes
    .filter(({ sets }) => sets > 0)
    .map(({ from, to, sets, rows }): Cell[] => [
      to === null ? t`${from} or more` : from === to ? `${from}` : t`${from} to ${to}`,
      count(sets),
      count(rows),
    ]);
  const head = [
    { text: t('Equal rows in a set') },
    { text: t('Sets'), numeric: true },
    { text: t('Rows'), numeric: true },
  ];
  return [
    { kind: 'heading', text: t('Exact copies') },
    { kind: 'table', head, rows },
  ];
}

/** Features that are listed: of very wide tables the rest would make a page of megabytes. */
const MOST_FEATURES = 300;

/** The columns that have a role, and the first of the features. */
function columnsOf({ columns, source }: AuditReport): Block[] {
  const head = [
    { text: t('Column') },
    { text: t('Role') },
    { text: t('Type') },
    { text: t('Values'), numeric: true },
    { text: t('Empty'), numeric: true },
  ];
  let features = 0;
  const shown = columns.filter(({ role }) => role !== 'feature' || ++features <= MOST_FEATURES);
  const rows = shown.map(({ name, role, guessed, semantic, type, missing, ...values }): Cell[] => [
    { code: name },
    `${t(role)}${guessed && role !== 'feature' ? '?' : ''}`,
    semantic === type ? t(type) : `${t(semantic)} (${t(type)})`,
    distinctCount(values),
    missing === 0 ? '' : `${count(missing)}  ${percent(missing / Math.max(1, source.rows))}`,
  ]);
  return [
    { kind: 'heading', text: t('Columns') },
    { kind: 'table', head, rows },
    ...(shown.length < columns.length
      ? [
          {
            kind: 'prose',
            text: t`And ${many(columns.length - shown.length, 'more feature')}.`,
          } as const,
        ]
      : []),
  ];
}

function problemsOf({ problems }: AuditReport): Block[] {
  if (problems.length === 0) return [];
  const findings = problems.map(({ severity, message, place, more }): Finding => {
    const line = place?.line === undefined ? '' : t`Line ${count(place.line + 1)}: `;
    const others = more ? t` And ${count(more)} more like it.` : '';
    return { severity, title: `${line}${message}${others}`, message: '', rows: '' };
  });
  return [
    { kind: 'heading', text: t('Problems while reading') },
    { kind: 'findings', findings },
  ];
}

/** Metrics that do not apply, by reason: what many share is said once. */
function notMeasured(report: AuditReport): Block[] {
  const byReason = new Map<string, string[]>();
  for (const metric of Object.keys(report.metrics)) {
    const reason = notApplicable(report, metric);
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), metric]);
  }
  if (byReason.size === 0) return [];
  const rows = [...byReason].map(([reason, metrics]): Cell[] => [reason, metrics.join(', ')]);
  return [
    { kind: 'heading', text: t('Not measured') },
    { kind: 'table', head: [{ text: t('Why') }, { text: t('Metrics') }], rows },
  ];
}

function prose(sentences: readonly string[]): Block[] {
  return sentences.length === 0 ? [] : [{ kind: 'prose', text: sentences.join(' ') }];
}
