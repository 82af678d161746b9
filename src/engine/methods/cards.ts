import { cardOf, type Card } from '../card';
import type { Method } from '../method';
import { METHODS } from './index';

/** What a form says about a method: everything but the code. */
export type MethodCard = Card<Method>;

/** The cards of all methods, in their order. */
export const METHOD_CARDS: readonly MethodCard[] = METHODS.map((method) => cardOf(method));
