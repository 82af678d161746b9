import type {
  ChoiceParam,
  ColumnsParam,
  NumberParam,
  TableParam,
  Values,
} from '../../../params/params';
import { EngineError } from '../../../problems';
import { read } from '../../../params/values';
import { t } from '../../../language';

/** Name and share of each part of a split. */
export const SHARES: TableParam = {
  kind: 'table',
  id: 'shares',
  title: 'Parts',
  summary:
    'Name and share of each part; none means train=0.8, valid=0.1, test=0.1. Shares are taken of their sum.',
  default: {},
  of: 'parts',
  min: 0,
};

/** Where it is said which part a row belongs to. */
export const OUTPUT: ChoiceParam = {
  kind: 'choice',
  id: 'output',
  title: 'Written as',
  summary: 'A column `_split` beside all rows, or a file for each part.',
  default: 'column',
  options: [
    { value: 'column', title: 'A column' },
    { value: 'files', title: 'A file for each part' },
  ],
};

/** Columns whose shares are kept in each part. */
export const STRATIFY: ColumnsParam = {
  kind: 'columns',
  id: 'stratify',
  title: 'Keep the shares of',
  summary: 'Columns whose combinations have the same shares in each part; none means the label.',
  default: [],
  role: 'label',
};

/** Parts into which numbers of many values are cut before their shares are kept. */
export const BINS: NumberParam = {
  kind: 'number',
  id: 'bins',
  title: 'Parts of numbers',
  summary: 'Numbers of many values are cut at their quantiles into so many parts.',
  default: 10,
  min: 2,
  max: 1000,
  integer: true,
  advanced: true,
};

/** The parts of a split, in the order in which they were named. */
export interface Parts {
  readonly names: readonly string[];
  /** Above 0, summing to 1. */
  readonly shares: readonly number[];
}

const USUAL: Parts = { names: ['train', 'valid', 'test'], shares: [0.8, 0.1, 0.1] };

/** Parts beyond this are no split but groups. */
const MOST = 100;

/** The parts that are asked for; parts of no share are left out. @throws EngineError bad-parameter */
export function partsOf(values: Values): Parts {
  const given = Object.entries(read.table(values, SHARES.id)).filter(([, share]) => share > 0);
  if (Object.keys(read.table(values, SHARES.id)).length === 0) return USUAL;
  if (given.length === 0 || given.length > MOST) {
    throw new EngineError(
      'bad-parameter',
      t`\`${SHARES.id}\` must name 1 to ${String(MOST)} parts with a share above 0.`,
    );
  }
  const sum = given.reduce((all, [, share]) => all + share, 0);
  return {
    names: given.map(([name]) => name),
    shares: given.map(([, share]) => share / sum),
  };
}
