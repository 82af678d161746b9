import { describe, expect, it } from 'vitest';
import { plain, spans } from '../../../webview/text/spans';

describe('spans of a message', () => {
  it('sets names and values apart', () => {
    expect(spans("`'1'` is rare in `class`.")).toEqual([
      { kind: 'code', text: "'1'" },
      { kind: 'text', text: ' is rare in ' },
      { kind: 'code', text: 'class' },
      { kind: 'text', text: '.' },
    ]);
  });

  it('stresses parts that may hold names', () => {
    expect(spans('**Always `0`** is right')).toEqual([
      {
        kind: 'strong',
        text: 'Always 0',
        parts: [
          { kind: 'text', text: 'Always ' },
          { kind: 'code', text: '0' },
        ],
      },
      { kind: 'text', text: ' is right' },
    ]);
  });

  it('leaves markup and unpaired marks as they are written', () => {
    const hostile = '<img src=x onerror=alert(1)> ` **';
    expect(spans(hostile)).toEqual([{ kind: 'text', text: hostile }]);
    expect(spans('`<b>`')).toEqual([{ kind: 'code', text: '<b>' }]);
  });

  it('loses no character', () => {
    const message = 'a `b` c **d `e` f** g `h';
    const text = spans(message)
      .map((span) => span.text)
      .join('');
    expect(text).toBe('a b c d e f g `h');
    expect(plain(message)).toBe('a b c d e f g h');
  });
});
