import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { registeredTexts } from './registered';
import { textsIn } from './texts-in';

const BUNDLE = path.resolve(import.meta.dirname, '../../../media/l10n/bundle.l10n.json');
/** What looks like words and is none: values of parameters and cells, names of data sets, selectors, reasons in files. */
const NO_WORDS = [
  ' [{}](command:{}?{})',
  '[{}](command:{}?{})',
  'run of three sentences',
  'source:{}',
  'runs:{}',
  'panel:{}',
  'interval {}',
  'ratio:{}',
  'not majority',
  'not minority',
  'clist runs',
  'clist near-members',
  'CR LF',
  'as the times',
  'The points do not fit the memory of a kernel.',
  '{} to {}',
  'no label',
  'misleads a rare row',
  '{} (pairs)',
  'nothing left to remove',
  'a class vanished',
  'a class became smallest',
  'sex: F=0.5, M=0.5; age: old=1',
  'Adult (Census Income)',
  'COMPAS (two-year recidivism)',
  'Titanic',
  'Bank Marketing',
  'Palmer Penguins',
  'Linked from',
  '{} days',
];
const known = new Set([...registeredTexts(), ...NO_WORDS]);
/** Files whose texts are for programs, for the command line, or words that are looked for in data. */
const MACHINES = [
  /host\/panel\/panel-html/,
  /webview\/(copy\/picture|text\/word-diff|tabs)\./,
  /engine\/(exports|digest|language|role-guess\/(role-names|sensitive-columns)|cells\/content-words)/,
  /engine\/metrics\/imbalance\/parts\/ordered-levels/,
  /report\/(digest|recipe-document|param-text|html-style)/,
  /files\/writing\/janitor/,
];
const folders = ['src/host', 'webview', 'src/engine', 'src/codecs', 'src/files', 'src/report'];
const all = folders.map((folder) => ({
  folder,
  ...textsIn(folder, { machines: MACHINES, known }),
}));

describe('the texts that people read', () => {
  it.each(all)('of $folder can all be translated', ({ bare, said }) => {
    expect(bare.map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
    expect(said.length).toBeGreaterThan(50);
  });

  it('leave no English ending at a value: other languages have no place for it', () => {
    const said = all.flatMap((texts) => texts.said.map(({ text }) => text));
    expect(said.filter((text) => /\{\d+\}\p{Ll}/u.test(text))).toEqual([]);
  });

  it('stand in the bundle that translations are made of (else it was just rewritten)', () => {
    const said = all.flatMap((texts) => texts.said.map(({ text }) => text));
    const texts = [...new Set([...said, ...registeredTexts()])].sort();
    const json = JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2);
    const found = readFileSync(BUNDLE, 'utf8');
    if (found !== `${json}\n`) writeFileSync(BUNDLE, `${json}\n`);
    expect(found).toBe(`${json}\n`);
  });
});
