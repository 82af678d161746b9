import { cardOf, type Card } from '../card';
import { MODELS, type Model } from './index';

/** What is said of a model: everything but the code. */
export type ModelCard = Card<Model>;

/** The cards of all models, in their order. */
export const MODEL_CARDS: readonly ModelCard[] = MODELS.map((model) => cardOf(model));
