// Small data sets of which every test knows all figures.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../vscode/paths.mjs';

/** The sample that ships with the extension: 344 penguins, 7 columns. */
export const penguins = readFileSync(path.join(PROJECT, 'media/penguins.csv'), 'utf8');

/** Rows of loans() by what they are. Lines of the file are row + 2. */
export const LOANS = { no: 96, yes: 12, copies: 3, rows: 111, firstCopyLine: 110 };

/** Loans: 96 times 'no', 12 times 'yes', then the first three rows once more. */
export function loans() {
  const row = (/** @type {number} */ index) => {
    const outcome = index % 9 === 8 ? 'yes' : 'no';
    return `${20 + index * 0.5},${1000 + index * 37},${index % 2 ? 'north' : 'south'},${outcome}`;
  };
  const rows = Array.from({ length: LOANS.no + LOANS.yes }, (_, index) => row(index));
  return ['age,income,region,outcome', ...rows, ...rows.slice(0, LOANS.copies), ''].join('\n');
}

/** Stones: two columns of few values that are neither named like a label nor the last, and numbers. */
export function stones() {
  const rows = Array.from({ length: 120 }, (_, i) => {
    const [cut, clarity] = [['fair', 'good', 'ideal'][i % 3], ['si', 'vs'][i % 2]];
    return `${(0.2 + (i * 37) / 1000).toFixed(3)},${cut},${clarity},${300 + i * 41}`;
  });
  return ['carat,cut,clarity,price', ...rows, ''].join('\n');
}

/** Texts that would run if they were put into a page as markup; each would set the title to "ran". */
export const HOSTILE = {
  image: '<img src=x onerror=document.title=`ran`>',
  script: '</script><script>document.title=`ran`</script>',
  column: '<b onmouseover=document.title=`ran`>outcome</b>',
};

/** A label whose name and values are markup, with one copied row so that cells are shown too. */
export function hostile() {
  const values = [HOSTILE.image, HOSTILE.script];
  const rows = Array.from({ length: 60 }, (_, i) => `${i * 3},${values[i % 10 === 0 ? 1 : 0]}`);
  return [`size,${HOSTILE.column}`, ...rows, rows[0], rows[1], ''].join('\n');
}

/**
 * A file that takes seconds to audit.
 * @param {number} rows
 */
export function big(rows) {
  const lines = ['id,amount,balance,region,outcome'];
  for (let i = 0; i < rows; i += 1) {
    const random = Math.imul(i, 2_654_435_761) >>> 0;
    lines.push(
      `${i},${random % 99_991},${random / 7},r${random % 40},${random % 11 ? 'no' : 'yes'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Tickets of which every third word is drawn anew: 40 with nothing in common, then three copies of the first with one
 * word changed in the middle (0.87 alike and less among themselves), and one of the second with another last word and
 * another label (0.98 alike).
 */
export const TICKETS = { rows: 44, sets: 2, copies: 4, copiesFrom95: 1, differing: 1 };

export function tickets() {
  const words =
    'cart paid twice refund order late parcel invoice address card login reset email phone answer week number clerk shop window price wrong size colour box broken glass return label printer'.split(
      ' ',
    );
  const text = (/** @type {number} */ index) =>
    Array.from({ length: 90 }, (_, at) => {
      const random = Math.imul(index * 97 + at + 1, 2_654_435_761) >>> 0;
      return words[(random >>> 8) % words.length];
    });
  const changed = (
    /** @type {string[]} */ of,
    /** @type {number} */ at,
    /** @type {string} */ to,
  ) => of.map((word, index) => (index === at ? to : word));
  const rows = Array.from({ length: 40 }, (_, index) => ({
    label: index % 2 ? 'billing' : 'shipping',
    text: text(index).join(' '),
  }));
  for (const [at, word] of /** @type {const} */ ([
    [40, 'basket'],
    [42, 'bill'],
    [44, 'money'],
  ]))
    rows.push({ label: 'shipping', text: changed(text(0), at, word).join(' ') });
  rows.push({ label: 'shipping', text: changed(text(1), 89, 'ends').join(' ') });
  return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}

/** Letters and what was answered: two columns of running text, and nothing in their names. */
export function letters() {
  const words = 'the parcel came late and its box was open when we found it at the door'.split(' ');
  const line = (/** @type {number} */ i, /** @type {number} */ from) =>
    Array.from({ length: 9 + (i % 5) }, (_, at) => words[(i * 7 + at * from) % words.length]).join(
      ' ',
    );
  const lines = Array.from({ length: 80 }, (_, i) => `${line(i, 3)} ${i},${line(i, 5)} ${i * 3}`);
  return `letter,reply\n${lines.join('\n')}\n`;
}
