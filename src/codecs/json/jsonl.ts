import type { Codec } from '../codec';
import { headOfLines } from '../bytes/head-of-text';
import { readJsonl } from './read-json';
import { writeJson } from './write-json';

/** JSON Lines: one object per line. */
export const jsonl: Codec = {
  id: 'jsonl',
  title: 'JSON Lines',
  extensions: ['jsonl', 'ndjson'],
  read: (source, options, tick) => readJsonl(source, options, tick),
  head: (source, options, tick) =>
    headOfLines(source, options, (head) => readJsonl(head, options, tick)),
  write: writeJson,
};
