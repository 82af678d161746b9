import type { Documents } from '../near-text/documents';
import type { ChoiceParam, NumberParam, Values } from '../params/params';
import type { TableTick } from '../table/table';
import { read } from '../params/values';
import type { CountedDocuments, UnitSettings } from './repeated-units';
import { eachUnit, UNITS, type Unit } from './units';

/** What recurs. */
export const UNIT: ChoiceParam = {
  kind: 'choice',
  id: 'unit',
  title: 'Parts of texts',
  summary: 'What recurs: lines, or sentences where most texts have one line only, unless chosen.',
  default: 'auto',
  options: [
    { value: 'auto', title: 'Lines, else sentences' },
    { value: 'line', title: 'Lines' },
    { value: 'sentence', title: 'Sentences' },
    { value: 'paragraph', title: 'Paragraphs' },
    { value: '3-sentences', title: 'Three sentences in a row' },
  ],
};

/** Shorter parts are let be. */
export const MIN_CHARS: NumberParam = {
  kind: 'number',
  id: 'minChars',
  title: 'Fewest characters',
  summary: 'Shorter parts are not looked at.',
  default: 20,
  min: 1,
  integer: true,
  advanced: true,
};

/** How the texts of a column are parted for the values of a metric or a method. @throws Cancelled */
export function unitSettings(
  values: Values,
  { documents, times }: CountedDocuments,
  tick: TableTick,
): UnitSettings {
  const chosen = UNITS.find((unit) => unit === read.text(values, UNIT.id));
  return {
    unit: chosen ?? usualUnit(documents, times, tick),
    minChars: read.number(values, MIN_CHARS.id)!,
  };
}

/** Texts that are looked at to see whether they have lines. */
const LOOKED_AT = 400;

/** Lines where at least half of the texts have two or more. */
function usualUnit(documents: Documents, times: Uint32Array, tick: TableTick): Unit {
  const all: number[] = [];
  const step = Math.max(1, Math.floor(times.length / LOOKED_AT));
  for (let document = 0; document < times.length; document += step) {
    if (times[document]! > 0) all.push(document);
  }
  let texts = 0;
  let several = 0;
  documents.pick(
    Uint32Array.from(all),
    (_, bytes, start, end) => {
      let lines = 0;
      eachUnit({ bytes, start, end }, 'line', () => lines++);
      texts++;
      if (lines > 1) several++;
    },
    tick,
  );
  return texts > 0 && 2 * several >= texts ? 'line' : 'sentence';
}
