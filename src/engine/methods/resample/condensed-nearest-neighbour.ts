import type { Method } from '../../method';
import { read } from '../../params/values';
import { many } from '../../words';
import { Leaving } from '../plans';
import { classStarts, condensed, startRows, STARTS } from './parts/condense';
import {
  CLEAN_STRATEGY,
  cleanedClasses,
  cleanedPlan,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourCount,
  neighbourGround,
} from './parts/neighbour-ground';
import { t } from '../../language';

/** Keeps of a common class only the rows by which neighbours tell it from the rarest (CondensedNearestNeighbour). */
export const condensedNearestNeighbour: Method = {
  id: 'condensed-nearest-neighbour',
  family: 'resample',
  title: 'Condensed nearest neighbour',
  summary: 'Only rows near the border stay of common classes.',
  cites: [
    'Hart 1968, The condensed nearest neighbor rule',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    CLEAN_STRATEGY,
    neighbourCount(1, 'How many nearest rows of the condensed set judge a row.'),
    STARTS,
    ...NEIGHBOUR_PARAMS,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const { classes, rows } = ground;
    const starts = classStarts(
      ground,
      cleanedClasses(classes, values),
      'condensed-nearest-neighbour',
      read.number(values, 'starts')!,
      context,
    );
    const leaving = new Leaving(table.rowCount);
    for (const start of starts) {
      const joined = condensed(ground, start, read.number(values, 'k')!);
      const staying = new Set([...start.starts, ...joined]);
      for (const point of start.own) {
        if (!staying.has(point)) leaving.add(rows[point]!, 'condensed-nearest-neighbour');
      }
    }
    return cleanedPlan(table, values, context, ground, leaving, {
      notices: [
        t`${many(starts.length, 'class', 'classes')} condensed: rows at the border and odd ones are what stays.`,
      ],
      tables: { starts: startRows(ground, starts) },
    });
  },
};
