import { afterEach, describe, expect, it } from 'vitest';
import { alike, asEnglish, inEnglish, speak, t } from '../../../src/engine/language';
import { listed, many, sentence } from '../../../src/engine/words';

afterEach(() => {
  speak(undefined);
});

const GERMAN = {
  '{0} of {1}': '{1}: {0}',
  '{0} row': '{0} Zeile',
  '{0} rows': '{0} Zeilen',
  '{0} and {1}': '{0} und {1}',
  'no copies': 'keine Kopien',
};

describe('a sentence', () => {
  it('is English without a translation, and where one lacks it', () => {
    expect(t`${many(2, 'row')} of ${'`x`'}`).toBe('2 rows of `x`');
    speak({});
    expect(t`${many(2, 'row')} of ${'`x`'}`).toBe('2 rows of `x`');
    expect(t('constructor')).toBe('constructor');
  });

  it('is English from end to end where it lacks a translation, if it says more than its values', () => {
    speak(GERMAN);
    expect(t`${many(2, 'row')} are ${t('no copies')}`).toBe('2 rows are no copies');
    expect(t`${many(2, 'row')}: ${t('no copies')}`).toBe('2 Zeilen: keine Kopien');
    expect(asEnglish(t`${many(2, 'row')}: ${t('no copies')}`)).toBe('2 rows: no copies');
  });

  it('takes its values in the order of the translation, as they are written', () => {
    speak(GERMAN);
    expect(t`${many(1, 'row')} of ${'{1}'}`).toBe('{1}: 1 Zeile');
    expect(listed(['a', 'b', 'c'])).toBe('a, b und c');
    expect(t('no copies')).toBe('keine Kopien');
  });

  it('is known in English, with the sentences within it and what was changed in any language', () => {
    speak(GERMAN);
    expect(asEnglish(t`${many(3, 'row')} of ${'x'}`)).toBe('3 rows of x');
    expect(asEnglish(sentence(t('no copies')))).toBe('No copies');
    expect(asEnglish(alike(t('no copies'), (text) => `${text}.`))).toBe('no copies.');
    expect(asEnglish('never said')).toBe('never said');
  });

  it('is English in work for files, even when that fails', () => {
    speak(GERMAN);
    expect(inEnglish(() => many(2, 'row'))).toBe('2 rows');
    const fail = () => {
      throw new Error(many(2, 'row'));
    };
    expect(() => inEnglish(fail)).toThrow('2 rows');
    expect(many(2, 'row')).toBe('2 Zeilen');
  });
});
