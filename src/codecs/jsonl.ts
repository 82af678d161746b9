import type { Codec } from './codec';
import { readJsonl } from './read-jsonl';
import { writeJsonl } from './write-jsonl';

/** JSON Lines: one object per line. */
export const jsonl: Codec = {
  id: 'jsonl',
  title: 'JSON Lines',
  extensions: ['jsonl', 'ndjson'],
  read: (source, options, tick) => readJsonl(source, options, tick),
  write: writeJsonl,
};
