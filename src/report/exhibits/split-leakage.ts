import type { SplitLeakage } from '../../engine/metrics/duplicates/split-leakage';
import { count, listed, many, percent, quoted } from '../../engine/words';
import type { Block, Figure } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

const LEVELS: Readonly<Record<SplitLeakage['levels'][number]['level'], string>> = {
  written: t('as written'),
  n1: t('but for outer spaces and Unicode form'),
  n2: t('but for case and repeated spaces'),
  n3: t('but for punctuation and numbers'),
};

const KINDS: Readonly<Record<SplitLeakage['shared'][number]['kind'], string>> = {
  entity: t('entity'),
  moment: t('entity and time'),
  id: t('id'),
  url: 'URL',
  title: t('title'),
  file: t('beginning of a file name'),
  family: t('family of copies'),
};

/** What the parts of a split share, and what of the evaluation parts is clean. */
export const splitLeakageExhibit: Exhibit<SplitLeakage> = {
  metric: 'split-leakage',
  tab: 'Duplicates',
  show(numbers) {
    const { rows, share, cleanRows, evaluationRows, trainRows, column } = numbers;
    const figures: Figure[] = [
      {
        label: t('Also in train'),
        value: count(rows),
        note: t`rows as written, ${percent(share)} of ${many(evaluationRows, 'row')} to evaluate on`,
      },
      ...nearFigure(numbers),
      ...numbersFigure(numbers),
      ...templateFigure(numbers),
      {
        label: t('Clean'),
        value: count(cleanRows),
        note: t`rows share nothing with ${many(trainRows, 'train row')}${numbers.nearUnsearched === null ? '' : t('; near texts were not searched')}`,
      },
      ...labelFigure(numbers),
      ...timeFigure(numbers),
    ];
    return [
      { kind: 'heading', text: t`Train and the other parts of ${quoted(column)}` },
      { kind: 'figures', figures },
      ...unsearched(numbers),
      ...spellings(numbers),
      ...shared(numbers),
      ...matrix(numbers),
    ];
  },
};

function nearFigure({ near, rows }: SplitLeakage): Figure[] {
  if (!near || near.rows <= rows) return [];
  return [
    {
      label: t('Nearly in train'),
      value: count(near.rows),
      note: t`rows share ${percent(near.threshold)} of the runs of words in ${near.column}`,
    },
  ];
}

function numbersFigure({ nearNumbers: near, rows }: SplitLeakage): Figure[] {
  if (!near || near.rows <= rows) return [];
  return [
    {
      label: t('Nearly in train by numbers'),
      value: count(near.rows),
      note: t`rows agree in all else, compared in ${many(near.columns.length, 'column')}`,
    },
  ];
}

function templateFigure({ templates, near, rows }: SplitLeakage): Figure[] {
  if (!templates || templates.rows <= Math.max(rows, near?.rows ?? 0)) return [];
  return [
    {
      label: t('Of a template of train'),
      value: count(templates.rows),
      note: t`of ${many(templates.texts, 'text')}; ${count(templates.shared)} of ${many(templates.templates, 'template')} in both`,
    },
  ];
}

function labelFigure({ labels, sameLabel, rows }: SplitLeakage): Figure[] {
  if (!labels) return [];
  const agree =
    sameLabel === null || rows === 0 ? '' : t`; ${count(sameLabel)} of the rows in both agree`;
  return [
    {
      label: t('Labels in common'),
      value: count(labels.shared),
      note: t`of ${count(labels.train)} and ${count(labels.evaluation)}${agree}`,
    },
  ];
}

function timeFigure({ time }: SplitLeakage): Figure[] {
  if (!time) return [];
  return [
    {
      label: t('Not later than train'),
      value: percent(time.notLater / time.rows),
      note: t`of ${many(time.rows, 'row')}, by ${time.column}`,
    },
  ];
}

function unsearched({ nearUnsearched, numbersUnsearched }: SplitLeakage): Block[] {
  const said = [];
  if (nearUnsearched !== null) {
    said.push(
      t`Rows whose text is only nearly that of a train row count as clean here: ${nearUnsearched}`,
    );
  }
  if (numbersUnsearched !== null) {
    said.push(
      t`Rows whose numbers are only nearly those of a train row count as clean here: ${numbersUnsearched}`,
    );
  }
  return said.map((text) => ({ kind: 'prose', text }));
}

/** Only where spelling makes a difference. */
function spellings({ levels }: SplitLeakage): Block[] {
  const more = levels.filter(({ rows }, i) => i > 0 && rows > levels[i - 1]!.rows);
  if (more.length === 0) return [];
  const found = more.map(({ level, rows }) => `${count(rows)} ${LEVELS[level]}`);
  return [{ kind: 'prose', text: t`Of these rows are also in train: ${listed(found, 4)}.` }];
}

function shared({ shared: found }: SplitLeakage): Block[] {
  const some = found.filter((of) => of.shared > 0);
  if (some.length === 0) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Column') },
        { text: t('As') },
        { text: t('Values also in train'), numeric: true },
        { text: t('Share'), numeric: true },
        { text: t('Rows'), numeric: true },
      ],
      rows: some.map((of) => [
        { code: of.column },
        KINDS[of.kind],
        count(of.shared),
        percent(of.shared / of.values),
        count(of.rows),
      ]),
    },
  ];
}

function matrix({ matrix: found, parts }: SplitLeakage): Block[] {
  const rowsOf = new Map(parts.map(({ name, rows }) => [name, rows]));
  if (found.length === 0) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Rows of') },
        { text: t('that are also in') },
        { text: t('Rows'), numeric: true },
        { text: t('Share'), numeric: true },
      ],
      rows: found
        .slice(0, SHOWN)
        .map(({ from, to, rows }) => [
          { code: to },
          { code: from },
          count(rows),
          percent(rows / (rowsOf.get(to) ?? rows)),
        ]),
    },
  ];
}
