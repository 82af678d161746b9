import { countedLabels } from '../../cells/label-list';
import { mergeLevels, type Level, type LevelChange } from '../../label-variants/merge-levels';
import { t } from '../../language';
import type { Method } from '../../method';
import type { Json } from '../../metric';
import type { ColumnParam, FlagParam, NumberParam, TextParam } from '../../params/params';
import { read } from '../../params/values';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import { rowsInScope } from '../../scope';
import { inClassOrder } from '../../table/classes';
import { bitsOf, hasBit } from '../../kernels/bit-sets';
import { count, listed, many, quoted } from '../../words';
import { levelsOf } from '../classes';
import { columnNamed } from '../columns';
import { keepEverything } from '../plans';
import { dictionaryOf } from './parts/dictionary';
import { inLists } from './parts/in-lists';

const COLUMN: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Column',
  summary: 'Column whose spellings are united; the label when not set.',
  default: null,
  role: 'label',
};

const flag = (id: string, title: string, summary: string, usual: boolean): FlagParam => ({
  kind: 'flag',
  id,
  title,
  summary,
  default: usual,
});
const RULES = [
  flag('case', 'Case', 'Capital and small letters are one.', true),
  flag('trim', 'Spaces', 'Outer spaces, and how many stand between words, do not count.', true),
  flag('unicode', 'Look-alikes', 'Full-width letters and the like are plain ones (NFKC).', true),
  flag(
    'punctuation',
    'Punctuation',
    'Outer full stops, quotes and brackets do not count; hyphens and underlines are spaces.',
    true,
  ),
  flag('plural', 'Plural', 'A closing s of a word does not count.', false),
] as const;

const EDIT: NumberParam = {
  kind: 'number',
  id: 'edit',
  title: 'Letters that may differ',
  summary:
    'A rare value is taken for a typing error of one that is ten times as frequent, if so many letters differ; 0 for none.',
  default: 2,
  min: 0,
  max: 5,
  integer: true,
};

const RATIO: NumberParam = {
  kind: 'number',
  id: 'ratio',
  title: 'Letters that must agree',
  summary: 'Least share of the letters of a rare value that agree with the frequent one.',
  default: 0.85,
  min: 0,
  max: 1,
  advanced: true,
};

const RARE: NumberParam = {
  kind: 'number',
  id: 'minCount',
  title: 'Rare',
  summary: 'Share of the rows up to which a value may be a typing error.',
  default: 0.01,
  min: 0,
  max: 1,
  advanced: true,
};

const DICTIONARY: TextParam = {
  kind: 'text',
  id: 'dictionary',
  title: 'Named values',
  summary: 'What becomes of values, as in `colour=color; N/A=none`; it goes before all rules.',
  default: '',
};

const SEPARATOR: TextParam = {
  kind: 'text',
  id: 'separator',
  title: 'Separator',
  summary:
    'What stands between the labels of a cell that lists several; JSON lists are read as such.',
  default: '',
  advanced: true,
};

/** Changes listed in the recipe. */
const LISTED = 1000;

/** Writes spellings of one label as one, in a column of their own. */
export const mergeLabelVariants: Method = {
  id: 'merge-label-variants',
  family: 'repair',
  title: 'Unite spellings of a label',
  summary:
    'Spellings of one label or category become the most frequent one, in a column beside the source.',
  cites: ['Levenshtein 1966', 'ydata-profiling: dirty categories'],
  needs: { optional: ['label', 'split'] },
  untried: 'It changes labels, so that scores before and after are not of the same classes.',
  changes: 'columns',
  params: [COLUMN, ...RULES, EDIT, RATIO, RARE, DICTIONARY, SEPARATOR],
  guards: ['G-MERGE'],
  apply(table, values, context) {
    const named = read.textOrNull(values, COLUMN.id);
    const index = named === null ? columnWith(context.roles, 'label') : columnNamed(table, named);
    if (index === undefined) {
      throw new EngineError(
        'missing-role',
        t('No column has the role label: name the column whose spellings are united in `column`.'),
      );
    }
    const separator = read.text(values, SEPARATOR.id);
    const found = levelsOf(table, index, context);
    const cells = found.values.map((text, i): Level => ({ text, count: found.counts[i]! }));
    const levels = levelsIn(cells, separator);
    const [byCase, trim, unicode, punctuation, plural] = RULES.map(({ id }) =>
      read.flag(values, id),
    ) as [boolean, boolean, boolean, boolean, boolean];
    const rules = {
      ...{ case: byCase, trim, unicode, punctuation, plural },
      edit: read.number(values, EDIT.id)!,
      ratio: read.number(values, RATIO.id)!,
      rare: read.number(values, RARE.id)!,
      dictionary: dictionaryOf(read.text(values, DICTIONARY.id)),
    };
    const { changes, skipped } = mergeLevels(levels, rules, context.tick);
    const to = new Map(changes.map((change) => [change.from, change.to]));
    const column = table.columns[index]!;
    const inScope = rowsInScope(table, context).rows;
    const only = inScope && bitsOf(inScope, table.rowCount);
    const written = new Map<number, string>();
    const textOf = (code: number): string => {
      const known = written.get(code);
      if (known !== undefined) return known;
      const text = inLists(column.dictionary.text(code), separator, (one) => to.get(one) ?? one);
      written.set(code, text);
      return text;
    };
    const role = context.roles[index] ?? 'ignored';
    return keepEverything(table.rowCount, {
      columns: [
        {
          name: `${column.name}_repaired`,
          type: 'text',
          role,
          replaces: index,
          text: (row) => {
            const code = column.codes[row]!;
            return !only || hasBit(only, row) ? textOf(code) : column.dictionary.text(code);
          },
        },
      ],
      notices: noticesOf(column.name, changes, skipped),
      tables: {
        mapping: changes.slice(0, LISTED).map((change) => ({ ...change })),
        values: countsOf(levels, to),
        merged: {
          column: column.name,
          isLabel: role === 'label',
          rows: changes.reduce((sum, { rows }) => sum + rows, 0),
          of: levels.reduce((sum, level) => sum + level.count, 0),
          before: levels.length,
          after: new Set(levels.map(({ text }) => to.get(text) ?? text)).size,
        },
      },
    });
  },
};

/** The values of the cells, or the labels that they list. */
function levelsIn(cells: readonly Level[], separator: string): Level[] {
  const counts = new Map<string, number>();
  for (const { text, count: rows } of cells) {
    const isList = separator !== '' || text.trimStart().startsWith('[');
    const items = isList ? countedLabels(text, separator).keys() : [text];
    for (const item of items) counts.set(item, (counts.get(item) ?? 0) + rows);
  }
  const levels = Array.from(counts, ([text, rows]) => ({ text, count: rows }));
  return inClassOrder(levels, ({ text }) => text);
}

function countsOf(levels: readonly Level[], to: ReadonlyMap<string, string>): Json {
  const after = new Map<string, number>();
  for (const { text, count: rows } of levels) {
    const own = to.get(text) ?? text;
    after.set(own, (after.get(own) ?? 0) + rows);
  }
  return levels
    .slice(0, LISTED)
    .map(({ text, count: rows }) => ({ value: text, before: rows, after: after.get(text) ?? 0 }));
}

function noticesOf(name: string, changes: readonly LevelChange[], skipped: boolean): string[] {
  const rows = changes.reduce((sum, change) => sum + change.rows, 0);
  const pairs = changes.map(({ from, to }) => t`${quoted(from)} becomes ${quoted(to)}`);
  return [
    changes.length === 0
      ? t`Every value of ${quoted(name)} is spelled in one way.`
      : t`${listed(pairs, 6)}, in ${many(rows, 'row')}; ${quoted(name)} stays as it is beside ${quoted(`${name}_repaired`)}.`,
    ...(skipped
      ? [t`There are more than ${count(3162)} values: typing errors were not looked for.`]
      : []),
  ];
}
