import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
type Texts = Readonly<Record<string, string>>;

function textsOf(file: string): Texts {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Texts;
}

/** Translations beside an English file. */
function besides(folder: string, name: RegExp, english: string) {
  return readdirSync(path.join(ROOT, folder))
    .filter((file) => name.test(file))
    .map((file) => ({ file: path.join(folder, file), english: textsOf(english) }));
}

/** What a translation must leave as it is: places of values, icons, commands; code, but for names of roles. */
function fixed(text: string): string[] {
  return [...text.matchAll(/\{\d+\}|\$\([\w~-]+\)|\(command:[^)]*\)|`[^`]*`/g)]
    .map(([part]) => part)
    .sort();
}

const translations = [
  ...besides('media/l10n', /^bundle\.l10n\..+\.json$/, 'media/l10n/bundle.l10n.json').filter(
    ({ file }) => !file.endsWith('bundle.l10n.json'),
  ),
  ...besides('.', /^package\.nls\..+\.json$/, 'package.nls.json'),
];

describe.each(translations)('$file', ({ file, english }) => {
  const translated = Object.entries(textsOf(file));

  it('translates texts that there are', () => {
    expect(translated.filter(([key]) => english[key] === undefined)).toEqual([]);
    expect(translated.length).toBeGreaterThan(50);
  });

  it('has the same values, icons, commands and code in each, and the same spaces around it', () => {
    const around = (text: string) => [/^\s*/.exec(text)![0], /\s*$/.exec(text)![0]];
    for (const [key, text] of translated) {
      const original = english[key] ?? '';
      expect({ key, fixed: fixed(text) }).toEqual({ key, fixed: fixed(original) });
      expect({ key, around: around(text) }).toEqual({ key, around: around(original) });
    }
  });
});
