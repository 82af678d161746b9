import type { NumberParam, TextParam, Values } from '../params/params';
import { read } from '../params/values';
import { masksOf } from './masks';
import type { TemplateSettings } from './text-templates';

/** Levels of the parse tree. */
export const DEPTH: NumberParam = {
  kind: 'number',
  id: 'depth',
  title: 'Levels',
  summary:
    'Levels of the parse tree: with 4, texts of a template begin with the same word; each level more is a word more.',
  default: 4,
  min: 3,
  max: 20,
  integer: true,
  advanced: true,
};

/** Share of words that texts of a template have in common. */
export const LIKENESS: NumberParam = {
  kind: 'number',
  id: 'similarity',
  title: 'Words in common',
  summary: 'Texts of one template have this share of its words in the same places.',
  default: 0.4,
  min: 0,
  max: 1,
};

/** What is masked before texts are compared. */
export const MASKED: TextParam = {
  kind: 'text',
  id: 'masks',
  title: 'Masked',
  summary:
    'What may differ within a template, as a list: numbers, hex, ids (UUIDs and addresses), dates, quoted.',
  default: 'numbers, hex, ids, dates',
  advanced: true,
};

/** Children of a node, as Drain3 has them. */
const CHILDREN = 100;

/** How templates are found for the values of a metric, a detector or a method. @throws EngineError bad-parameter */
export function templateSettings(values: Values): TemplateSettings {
  return {
    depth: read.number(values, DEPTH.id)!,
    similarity: read.number(values, LIKENESS.id)!,
    children: CHILDREN,
    masks: masksOf(read.text(values, MASKED.id)),
  };
}
