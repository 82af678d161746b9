import type { SplitAudit } from '../../engine/metrics/shift/split-audit';
import { count, many, percent, quoted } from '../../engine/words';
import type { Block, Cell, Figure, Heading } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Classes in the table. */
const SHOWN = 12;

/** The parts of a split on one card: sizes, what they can measure, their classes, times and sources. */
export const splitAuditExhibit: Exhibit<SplitAudit> = {
  metric: 'split-audit',
  tab: 'Classes',
  show(numbers) {
    return [
      { kind: 'heading', text: t`The parts of ${quoted(numbers.column)}` },
      ...figures(numbers),
      parts(numbers),
      ...unassigned(numbers),
      ...classes(numbers),
    ];
  },
};

const points = (half: number) => `±${(half * 100).toFixed(1)}`;

function figures({ cells, domains, times, made, parts: all }: SplitAudit): Block[] {
  const found: Figure[] = [
    ...(times
      ? [
          {
            label: t('In order of time'),
            value: times.inOrder ? t('yes') : t('no'),
            note: t`evaluation comes after train, by ${times.column}`,
          },
        ]
      : []),
    ...domains.map(({ name, values, shared }) => ({
      label: t('Known values'),
      value: t`${count(shared)} of ${count(values)}`,
      note: t`of ${name} to evaluate on are in train`,
    })),
    ...(cells
      ? [
          {
            label: t('Smallest cell'),
            value: many(cells.smallest.rows, 'row'),
            note: t`to evaluate on: ${cells.smallest.label} with ${cells.column} ${cells.smallest.group}; ${count(cells.small)} of ${count(cells.cells)} cells have fewer than 30`,
          },
        ]
      : []),
    ...(made
      ? [
          {
            label: t('Made rows'),
            value: count(made.rows.reduce((sum, n, i) => sum + (all[i]!.train ? 0 : n), 0)),
            note: t`to evaluate on, by ${made.column}`,
          },
        ]
      : []),
  ];
  return found.length > 0 ? [{ kind: 'figures', figures: found }] : [];
}

function parts({ parts: all, classes, times }: SplitAudit): Block {
  const head: Heading[] = [
    { text: t('Part') },
    { text: t('Rows'), numeric: true },
    { text: t('Share'), numeric: true },
    { text: t('Accuracy known to'), numeric: true },
    ...(classes
      ? [
          { text: t('Rarest class') },
          { text: t('Rows'), numeric: true },
          { text: t('Class shares off train'), numeric: true },
        ]
      : []),
    ...(times ? [{ text: t('From') }, { text: t('To') }] : []),
  ];
  const rows = all.map((part, i): Cell[] => {
    const rarest = classes?.rarest[i];
    const when = times?.parts[i];
    return [
      { code: part.name },
      count(part.rows),
      percent(part.share),
      part.train ? '' : t`${points(part.halfWidth)} points`,
      ...(classes
        ? [
            rarest ? { code: rarest.value } : '',
            rarest ? count(rarest.rows) : '',
            part.train || classes.labelled[i] === 0 ? '' : percent(classes.tv[i]!),
          ]
        : []),
      ...(times ? [when ? { code: when.first } : '', when ? { code: when.last } : ''] : []),
    ];
  });
  return { kind: 'table', head, rows };
}

function unassigned({ unassigned: rows }: SplitAudit): Block[] {
  if (rows === 0) return [];
  return [
    { kind: 'prose', text: t`${many(rows, 'row')} ${rows === 1 ? t('is') : t('are')} in no part.` },
  ];
}

function classes({ classes: found, parts: all }: SplitAudit): Block[] {
  if (!found) return [];
  const shown = found.classes.slice(0, SHOWN);
  const more = found.classCount - shown.length;
  return [
    {
      kind: 'table',
      head: [
        { text: t`Share of ${found.label}` },
        ...all.map(({ name }) => ({ text: name, numeric: true })),
      ],
      rows: shown.map(({ value, rows }) => [
        { code: value },
        ...rows.map((n, part) =>
          found.labelled[part] === 0 ? '' : percent(n / found.labelled[part]!),
        ),
      ]),
    },
    ...(more > 0
      ? [
          {
            kind: 'prose' as const,
            text: t`And ${many(more, 'class', 'classes')} with fewer rows.`,
          },
        ]
      : []),
  ];
}
