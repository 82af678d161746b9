import type { Codec } from '../codec';
import { headOfDocument, readJsonDocument } from './read-json';
import { writeJson } from './write-json';

/** One JSON document: a list of objects, or an object around such a list. */
export const json: Codec = {
  id: 'json',
  title: 'JSON',
  extensions: ['json'],
  read: (source, options, tick) => readJsonDocument(source, options, tick),
  head: headOfDocument,
  write: writeJson,
};
