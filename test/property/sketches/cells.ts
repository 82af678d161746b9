import fc from 'fast-check';

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });

/** Spellings of numbers, some of which are none. */
const number = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.oneof(digits(0, 4), digits(14, 19)),
    fc.oneof(
      fc.constant(''),
      digits(0, 6).map((decimals) => `.${decimals}`),
    ),
    fc.constantFrom('', '', '', 'e3', 'E-2', 'e'),
  )
  .map((parts) => parts.join(''));
const date = fc
  .tuple(
    fc.constantFrom('2024-02-', '2023/12/', '1999.1.', '24-01-'),
    fc.constantFrom('1', '28', '29', '30', '31', '00'),
    fc.constantFrom('', '', 'T12:30', ' 23:59:59.5Z', 'T12:30+02:00', ' 1:00 PM'),
  )
  .map((parts) => parts.join(''));
const word = fc.constantFrom(
  ...['NA', 'n/a', '-', '?', '<NA>', '\\N', 'none', 'nano', 'inf', '-Infinity', '+INF', 'info'],
  ...[
    'red',
    'dark red',
    'Zürich',
    '日本 語',
    '👍',
    '007',
    '0',
    '-0',
    '0.0',
    '1e999',
    '1,234',
    '5 %',
  ],
);
const blanks = fc.constantFrom('', '', '', ' ', '\t ');

/** Texts of cells that are not empty, of every kind and on every edge. */
export const cellText = fc
  .oneof(number, date, word, fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }))
  .chain((inner) => fc.tuple(blanks, fc.constant(inner), blanks))
  .map((parts) => parts.join(''))
  .filter((text) => text !== '');
