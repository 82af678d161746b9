import type { Param, ParamValue } from '../../src/engine/params/params';
import type { Step } from '../../src/engine/recipe/recipe';
import type { Role } from '../../src/engine/roles/roles';
import { cellText, tableOf, type Table } from '../../src/engine/table/table';
import { given, type Given } from '../unit/methods/run';

/** Columns of all these files. */
export const NAMES = ['id', 'x', 'n', 'colour', 'g', 'part', 'l', 'e', 't', 'y'];
/** What they are used as; the others are features. */
export const ROLES: Record<string, Role> = {
  id: 'id',
  g: 'group',
  y: 'label',
  part: 'ignored',
  l: 'loss',
  e: 'entity',
  t: 'text',
};

/** Texts of which every two in a row are nearly equal. */
const textOf = (i: number) =>
  `the report of case ${i >> 1} says that all of it went well and that nothing more is to be done ${i & 1 ? 'today' : 'now'}`;

/** 120 rows: numbers with some missing, a nominal feature, a group, a split column, losses, entities, texts, three unequal classes. */
const rows = Array.from({ length: 120 }, (_, i) => [
  `r${i}`,
  i % 17 === 0 ? '' : `${(i * 37) % 101}.5`,
  `${(i * i) % 97}`,
  ['red', 'green', 'blue'][i % 3]!,
  i % 5 ? 'p' : 'q',
  i < 90 ? 'train' : 'test',
  i % 19 === 0 ? '' : `${((i * 29) % 83) / 10}`,
  i % 31 === 0 ? '' : `e${(i * i) % 37}`,
  i % 13 === 0 ? '' : textOf(i),
  i % 23 === 0 ? '' : i % 6 === 0 ? 'rare' : i % 4 === 0 ? 'some' : 'most',
]);
/** What a method must be told besides, because nothing in these files is what it looks for by itself. */
export const ASKED: Readonly<Record<string, Readonly<Record<string, ParamValue>>>> = {
  'regression-resample': { column: '#3', by: 'bins' },
  rehydrate: { sizeColumn: '#3', quality: '#7', least: 3 },
  decontaminate: { partColumn: '#6' },
  'remove-leaks': { partColumn: '#6' },
  'cross-file-dedup': { partColumn: '#6' },
  'time-split': { time: '#3' },
  // Nearly equal texts link the entities of these files into two sets.
  'duplicate-aware-split': { shares: { train: 0.8, test: 0.2 } },
};
/** A step of a method with what it must be told. */
export const stepOf = (
  method: string,
  values: Readonly<Record<string, ParamValue>> = {},
): Step => ({
  method,
  values: { ...ASKED[method], ...values },
});
/** The usual file without a split. */
export const USUAL = given(tableOf(NAMES, rows), ROLES);
/** The usual file, of which the first 90 rows are for training. */
export const SPLIT: Given = {
  ...USUAL,
  roles: USUAL.roles.map((role, i) => (NAMES[i] === 'part' ? 'split' : role)),
};

/** Every row twice, most copies in another part; test rows among the train rows, and rows that say neither. */
export const SHUFFLED = given(
  tableOf(
    NAMES,
    [...rows, ...rows].map((row, i) =>
      row.map((cell, c) =>
        c === NAMES.indexOf('part')
          ? ['train', 'test', 'train', '', 'train', 'train', 'valid'][i % 7]!
          : cell,
      ),
    ),
  ),
  ROLES,
);

/** Every cell as text, row by row. */
export const textsOf = (table: Table) =>
  Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((_, column) => cellText(table, row, column)),
  );

/** Files at the edge; a method may refuse them, by a code. */
export const EDGES: Record<string, Given> = {
  'one class': given(
    tableOf(
      NAMES,
      rows.map((row) => [...row.slice(0, -1), 'only']),
    ),
    ROLES,
  ),
  'one row': given(tableOf(NAMES, rows.slice(1, 2)), ROLES),
  'no row': given(tableOf(NAMES, []), ROLES),
  'all missing': given(
    tableOf(
      NAMES,
      rows.map((row) => row.map(() => '')),
    ),
    ROLES,
  ),
  'a class of one row': given(
    tableOf(
      NAMES,
      rows.map((row, i) => [...row.slice(0, -1), i === 50 ? 'one' : 'others']),
    ),
    ROLES,
  ),
  'features that do not vary': given(
    tableOf(
      NAMES,
      rows.map((row) => [row[0]!, '1.5', '7', 'red', ...row.slice(4)]),
    ),
    ROLES,
  ),
  'features all missing': given(
    tableOf(
      NAMES,
      rows.map((row) =>
        row.map((cell, c) => (['x', 'n', 'colour', 'l', 'e'].includes(NAMES[c]!) ? '' : cell)),
      ),
    ),
    ROLES,
  ),
  'two rows of two classes': given(tableOf(NAMES, [rows[1]!, rows[4]!]), ROLES),
  'no label': { ...USUAL, roles: USUAL.roles.map((role) => (role === 'label' ? 'ignored' : role)) },
  'only labels': given(tableOf(['y'], [['a'], ['b'], ['a']]), ROLES),
};

/** Every number that says how many neighbours, parts, folds or rows are wanted, at the most it may be. */
export function mostOf(params: readonly Param[]): Record<string, ParamValue> {
  return Object.fromEntries(
    params.flatMap((param) =>
      param.kind === 'number' && param.integer && !['epoch', 'copies'].includes(param.id)
        ? [[param.id, Math.min(param.max ?? 1000, 1000)]]
        : [],
    ),
  );
}

/** Nearly every row of a class of its own, as where a key or a text was taken for the label. */
export const VERY_MANY = given(
  tableOf(
    NAMES,
    Array.from({ length: 13_000 }, (_, i) => [
      `r${i}`,
      ((Math.imul(i, 0x9e3779b1) >>> 0) % 9973).toFixed(1),
      `${(i * 7919) % 977}`,
      ['red', 'green', 'blue'][i % 3]!,
      `g${i % 3}`,
      '',
      `${i % 7}`,
      '',
      `case ${i}`,
      `c${i % 11_000}`,
    ]),
  ),
  ROLES,
);

/** The usual file with other column names: nothing may follow from a name. */
const renamed = (names: readonly string[]): Given => ({
  ...USUAL,
  table: {
    ...USUAL.table,
    columns: USUAL.table.columns.map((column, i) => ({ ...column, name: names[i]! })),
  },
});
/** Column names by what is odd about them. */
export const NAMINGS: Record<string, Given> = {
  'hostile names': renamed([
    '__proto__',
    'constructor',
    '',
    'toString',
    '#1',
    'hasOwnProperty',
    'valueOf',
    'a|b',
    'prototype',
    '_weight',
  ]),
  'the same name everywhere': renamed(NAMES.map(() => 'x')),
};

/** Shapes that a method refuses by definition, with the code; all others it must answer. */
export const REFUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'svm-smote': { '200 classes': 'no-border' },
  'kmeans-smote': { '200 classes': 'no-cluster' },
};

/** Files of shapes that methods must answer, not refuse, but for those in REFUSED. */
export const SHAPES: Record<string, Given> = {
  copies: given(tableOf(NAMES, [...rows, ...rows]), ROLES),
  'a weight column': given(
    tableOf(
      [...NAMES, 'w'],
      rows.map((row, i) => [...row, i % 11 ? String(1 + (i % 4)) : '']),
    ),
    { ...ROLES, w: 'weight' },
  ),
  '200 classes': given(
    tableOf(
      NAMES,
      Array.from({ length: 500 }, (_, i) => {
        // Every class once, then more and more of the first ones.
        const level = i < 200 ? i : Math.floor((((i * 7) % 300) / 300) ** 3 * 200);
        return [
          `r${i}`,
          `${(i * 37) % 101}.5`,
          `${i % 97}`,
          'red',
          `g${i % 3}`,
          '',
          `${i % 7}`,
          '',
          textOf(i),
          `c${level}`,
        ];
      }),
    ),
    ROLES,
  ),
  'hostile classes': given(
    tableOf(
      NAMES,
      rows.map((row, i) => [
        ...row.slice(0, -1),
        ['__proto__', 'constructor', 'a|b', 'a=1, b', '`', '__proto__'][i % 6]!,
      ]),
    ),
    ROLES,
  ),
};
