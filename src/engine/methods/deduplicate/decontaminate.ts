import { contaminatedTexts } from '../../contamination/contaminated-texts';
import { CONTAMINATION_PARAMS, lookOf } from '../../contamination/settings';
import { partColumnOf, sidesOf, type Sides } from '../../contamination/sides';
import { bitsOf, eachRow, keepBits } from '../../kernels/bit-sets';
import type { Contained } from '../../contamination/compare-text';
import type { Method } from '../../method';
import { TEXT_COLUMN, textColumn } from '../../near-text/settings';
import type { ChoiceParam, NumberParam } from '../../params/params';
import type { AddedColumn, Draft } from '../../plan/plan';
import { EngineError } from '../../problems';
import { rowsInScope } from '../../scope';
import { cellText } from '../../table/table';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { keptShares } from '../kept-shares';
import { Leaving } from '../plans';
import { cutPlan, LEFTOVER_PARAMS } from './parts/cut-texts';
import { heldCuts } from './parts/held-cuts';
import { phrasesOf, runText } from './parts/run-text';
import { t } from '../../language';

const HIT: ChoiceParam = {
  kind: 'choice',
  id: 'hit',
  title: 'A row is taken',
  summary: 'Whether one run of words is enough, or half of the runs of the row must be found.',
  default: 'any',
  options: [
    { value: 'any', title: 'For any run' },
    { value: 'ratio', title: 'By the share of its runs' },
  ],
};

const RATIO: NumberParam = {
  kind: 'number',
  id: 'ratio',
  title: 'Share of runs',
  summary: 'By the share: of the runs of words of a row, how many must be found.',
  default: 0.5,
  min: 0,
  max: 1,
  advanced: true,
};

const ACTION: ChoiceParam = {
  kind: 'choice',
  id: 'action',
  title: 'Such rows',
  summary:
    'Whether they leave, are marked with what they hold, or lose the passage, in a column of their own.',
  default: 'drop',
  options: [
    { value: 'drop', title: 'Leave' },
    { value: 'mark', title: 'Are marked' },
    { value: 'cut-span', title: 'Lose the passage' },
  ],
};

/** Takes rows out of train whose text holds a text of a benchmark. */
export const decontaminate: Method = {
  id: 'decontaminate',
  family: 'deduplicate',
  title: 'Remove benchmark texts from train',
  summary: 'Train rows that hold a text to evaluate on leave; the benchmark stays as it is.',
  cites: [
    'Brown et al. 2020: Language models are few-shot learners (13-grams)',
    'Penedo et al. 2024: datatrove (n-gram decontamination)',
  ],
  needs: { required: ['text'], optional: ['split', 'label', 'group', 'domain'] },
  changes: 'removes-rows',
  changesBy: { param: ACTION.id, of: { mark: 'columns', 'cut-span': 'columns' } },
  params: [...CONTAMINATION_PARAMS, HIT, RATIO, ACTION, ...LEFTOVER_PARAMS],
  guards: ['G-TAIL', 'G-HALF', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { roles, tick } = context;
    const text = textColumn(table, roles, read.textOrNull(values, TEXT_COLUMN.id))!;
    const part = partColumnOf(table, roles, values);
    if (part === undefined) {
      throw new EngineError(
        'missing-role',
        t(
          'Nothing says which rows are to evaluate on: open the files together, or name the column of the parts in `partColumn`.',
        ),
      );
    }
    const sides = sidesOf(table, part, values, tick);
    const { rows: scope } = rowsInScope(table, context);
    const searched = sides.others;
    if (scope) keepBits(searched, bitsOf(scope, table.rowCount));
    const look = lookOf(table, text, values);
    const texts = contaminatedTexts(table, look, sides.reference, searched, tick);
    const least = read.text(values, HIT.id) === 'ratio' ? read.number(values, RATIO.id)! : 0;
    const found = new Map<number, Contained>();
    eachRow(searched, (row) => {
      const held = texts.found.get(texts.documents.of(row));
      if (!held || (held.likeness !== 'whole' && held.share < least)) return;
      found.set(row, held);
    });
    const itemRow = (held: Contained) => texts.benchmark.items[held.item]!.row;
    const phrase = (row: number) => runText(cellText(table, row, text), found.get(row)!);
    const draft = drafted();
    return {
      ...draft,
      notices: [...noticesOf(sides, found.size), ...draft.notices],
      tables: {
        ...draft.tables,
        contamination: sides.names.reference.map((name) => ({
          benchmark: name,
          rows: [...found.values()].filter((held) => sides.nameOf(itemRow(held)) === name).length,
        })),
        phrases: phrasesOf([...found.keys()], phrase, tick),
        kept: keptShares(table, draft.removed, context),
      },
    };

    function drafted(): Draft {
      const action = read.text(values, ACTION.id);
      if (action === 'cut-span') {
        return cutPlan(table, heldCuts(texts, text, [...found.keys()]), values, context);
      }
      const leaving = new Leaving(table.rowCount, tick);
      if (action === 'drop') {
        for (const [row, held] of found) {
          leaving.add(row, 'contaminated', itemRow(held), held.score);
        }
        return leaving.plan();
      }
      const rows = leaving.staying();
      const source = (held: Contained) => sides.nameOf(itemRow(held));
      return leaving.plan({ rows, columns: markColumns(rows, found, source, phrase) });
    }
  },
};

function markColumns(
  rows: Uint32Array,
  found: ReadonlyMap<number, Contained>,
  source: (held: Contained) => string,
  phrase: (row: number) => string,
): AddedColumn[] {
  const ifFound = (of: (held: Contained, row: number) => string) => (output: number) => {
    const row = rows[output]!;
    const held = found.get(row);
    return held ? of(held, row) : '';
  };
  return [
    { name: '_contam_score', type: 'number', text: ifFound((held) => held.score.toPrecision(4)) },
    { name: '_contam_source', type: 'text', text: ifFound(source) },
    { name: '_contam_run', type: 'text', text: ifFound((_, row) => phrase(row)) },
  ];
}

function noticesOf({ names }: Sides, rows: number): string[] {
  if (names.reference.length === 0)
    return [t('No part is to evaluate on: nothing was looked for.')];
  const what = listed(names.reference.map(quoted));
  return [t`${many(rows, 'row')} ${rows === 1 ? t('holds') : t('hold')} a text of ${what}.`];
}
