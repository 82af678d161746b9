import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonText } from '../../../src/report/json-text';

it('reads back as what JSON.stringify keeps, for any value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('is indented by two, with lists of numbers on one line and absent keys left out', () => {
  const value = { a: [1, 2.5, NaN], b: [], c: {}, d: undefined, e: [{ f: null }, 'x\n'] };
  expect(jsonText(value)).toBe(
    '{\n  "a": [1, 2.5, null],\n  "b": [],\n  "c": {},\n  "e": [\n    {\n      "f": null\n    },\n    "x\\n"\n  ]\n}\n',
  );
});
