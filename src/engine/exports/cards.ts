import { cardOf, type Card } from '../card';
import type { Exporter } from './exporter';
import { EXPORTERS } from './index';

/** What a form says about an exporter: everything but the code. */
export type ExporterCard = Card<Exporter>;

/** The cards of all exporters, in their order. */
export const EXPORTER_CARDS: readonly ExporterCard[] = EXPORTERS.map((each) => cardOf(each));
