import type {
  ChoiceParam,
  FlagParam,
  StrategyParam,
  StrategyValue,
  Values,
} from '../../../params/params';
import { choose, sample, type Random } from '../../../random';
import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { concatenate } from '../../plans';
import { resolveStrategy, type ClassCounts, type Target } from './strategy';

/** Which classes get rows, as a parameter of every over-sampling method. */
export const OVER_STRATEGY: StrategyParam = {
  kind: 'strategy',
  id: 'strategy',
  title: 'Strategy',
  summary:
    'Which classes get rows, and how many: a word, a ratio for two classes, a table of counts, or `ratio:0.5`, `sqrt` or `quantile:0.25` to go part of the way.',
  default: 'auto',
  sampling: 'over',
};

/** Rows to add per class by the parameter `strategy`. @throws EngineError bad-strategy, unknown-class */
export function overTargets(classes: ClassCounts, values: Values): Target[] {
  return resolveStrategy(classes, values['strategy'] as StrategyValue, 'over');
}

/** How base rows are drawn, as a parameter of every over-sampling method. */
export const BASE_SAMPLING: ChoiceParam = {
  kind: 'choice',
  id: 'baseSampling',
  title: 'Choice of rows',
  summary:
    'Even uses every row of the class equally often before any is used once more; random draws independently, as other libraries do.',
  default: 'even',
  options: [
    { value: 'even', title: 'Even' },
    { value: 'random', title: 'Random' },
  ],
  advanced: true,
};

/** Whether output rows are shuffled, as a parameter of every resampling method. */
export const SHUFFLE: FlagParam = {
  kind: 'flag',
  id: 'shuffle',
  title: 'Shuffle',
  summary: 'Writes the rows in random order instead of source order with added rows last.',
  default: false,
  advanced: true,
};

/**
 * The source rows on which `count` added rows are based, one per draw. `even`: whole rounds over `rows` in source
 * order, then the first rows of the counter order, so that no row is ignored. `stream`: `<method>/base/<class>`.
 */
export function drawBases(
  random: Random,
  stream: string,
  rows: Uint32Array,
  count: number,
  sampling: string,
  tick?: TableTick,
): Uint32Array {
  const numbers = random.stream(stream);
  if (sampling === 'random') {
    const bases = new Uint32Array(count);
    const ticked = everyRow(tick);
    for (let draw = 0; draw < count; draw++) {
      ticked(draw, count);
      bases[draw] = rows[choose(numbers, draw, rows.length)]!;
    }
    return bases;
  }
  const rounds = Math.floor(count / rows.length);
  const rest = sample(numbers, rows, count - rounds * rows.length, tick);
  return concatenate([...new Array<Uint32Array>(rounds).fill(rows), rest]);
}
