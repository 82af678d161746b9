import type { Block } from '../document';

/** Where the panel shows an exhibit. */
export type ExhibitTab = 'Classes' | 'Groups' | 'Duplicates' | 'Columns' | 'Problems';

/**
 * How a metric's numbers are shown to people, in every report and in the panel: headings, figures, bars, tables and
 * charts. An empty list says that there is nothing worth showing in these numbers.
 */
export interface Exhibit<N> {
  /** The metric's id. */
  readonly metric: string;
  readonly tab: ExhibitTab;
  show(numbers: N): readonly Block[];
}
