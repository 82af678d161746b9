import type { Method, MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { isNominal } from './nominal-features';
import { featureColumns } from './numeric-features';

/** The features a method compares rows by, and those it copies. */
export interface ComparedFeatures {
  /** Numeric columns. */
  readonly columns: readonly number[];
  /** Columns of categories. */
  readonly nominal: readonly number[];
  readonly others: readonly number[];
}

/**
 * Which feature columns a method compares, by what it says of itself (`compares`); with the value `numbers` of a
 * parameter `metric` numbers alone.
 */
export function comparedFeatures(
  { compares = 'numbers' }: Pick<Method, 'compares'>,
  context: Pick<MethodContext, 'roles' | 'profiles'>,
  values: Values = {},
): ComparedFeatures {
  const { columns, others } = featureColumns(context);
  if (compares === 'numbers' || values['metric'] === 'numbers')
    return { columns, nominal: [], others };
  const nominal = others.filter((column) => isNominal(context.profiles[column]!));
  const rest = others.filter((column) => !isNominal(context.profiles[column]!));
  if (compares === 'mixed') return { columns, nominal, others: rest };
  return { columns: [], nominal, others: [...rest, ...columns].sort((a, b) => a - b) };
}
