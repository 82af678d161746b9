import { describe, expect, it } from 'vitest';
import { isolated } from '../../../webview/text/isolated';

describe('isolated', () => {
  it('keeps what runs from right to left in its place, and leaves the rest as it is', () => {
    for (const text of ['القاهرة', 'תל אביב', 'Cairo القاهرة']) {
      expect(isolated(text)).toBe(`\u2068${text}\u2069`);
    }
    for (const text of ['', 'Cairo', '東京', 'Zürich', '12 %']) expect(isolated(text)).toBe(text);
  });
});
