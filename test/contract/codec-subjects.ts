import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODECS } from '../../src/codecs';
import type { Codec } from '../../src/codecs/codec';

/** One file of a format, as small as can be while it is typical or odd. */
export interface CodecSubject {
  readonly codec: Codec;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const ROWS = ['a;1;"x;y"', 'b;;"two\nlines"', 'a;007;"say ""so"""', 'é;-2.5;'];
const table = (delimiter: string, end: string) =>
  ['name;number;text', ...ROWS].join(end).replace(/;(?!y")/g, delimiter) + end;
const OBJECTS = [
  '{"name": "a", "number": 1, "text": "x\\ny", "more": {"k": [1, null]}}',
  '{"number":null,"name":"é"}',
  '{}',
  '{"name":"b","number":12345678901234567890,"flag":true}',
];

const indented = (value: unknown) => JSON.stringify(value, null, 2);

/** Texts of the formats that people write by hand; the others are files in `test/fixtures/<id>`. */
const TEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  csv: {
    'plain.csv': table(',', '\n'),
    'semicolons.csv': table(';', '\r\n'),
    'marked.csv': `\ufeff${table(',', '\n')}`,
    'no-final-line-end.csv': table(',', '\n').trimEnd(),
    'old-mac.csv': 'a,b\r1,2\r3,4\r',
    'header-only.csv': 'a,b\n',
    'empty.csv': '',
  },
  tsv: { 'plain.tsv': table('\t', '\n') },
  json: {
    'list.json': `[${OBJECTS.join(', ')}]`,
    'indented.json': `${indented([
      { name: 'a', number: 1, more: { k: [1, null], deep: { flag: true, text: 'x\ny' } } },
      { name: 'é', number: null, more: { k: [], deep: {} } },
      {},
      { name: 'b', number: -2.5, more: { deep: { flag: false, text: '007' } } },
    ])}\n`,
    'windows.json': indented([{ a: 1 }, { a: { b: 2 } }]).replaceAll('\n', '\r\n'),
    'member.json': `${indented({ version: 1, data: [{ a: 'x' }, { b: 'y' }], next: null })}\n`,
    'sequence.json': OBJECTS.join('\n\n'),
    'empty-list.json': '[]\n',
    'empty.json': '',
  },
  jsonl: {
    'plain.jsonl': `${OBJECTS.join('\n')}\n`,
    'windows.ndjson': OBJECTS.join('\r\n'),
    'empty.jsonl': '',
  },
};
const FIXTURES = join(import.meta.dirname, '../fixtures');

/** The files on which every codec is tested; a format that has none fails the test. */
export const CODEC_SUBJECTS: readonly CodecSubject[] = CODECS.flatMap((codec) => {
  const texts = Object.entries(TEXTS[codec.id] ?? {}).map(([name, text]) => ({
    codec,
    name,
    bytes: new TextEncoder().encode(text),
  }));
  const folder = join(FIXTURES, codec.id);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = names
    .filter((name) => codec.extensions.some((extension) => name.endsWith(`.${extension}`)))
    .map((name) => ({ codec, name, bytes: readFileSync(join(folder, name)) }));
  return [...texts, ...files];
});
