import type { TakeText } from './table';

/**
 * Work on every text of a column that threads may share, each some of the rows: what is made goes to shared memory, at
 * the places of its row. `id` names it in the list of such works, `given` is data that threads can be handed.
 */
export interface TextWork<Given = unknown> {
  readonly id: 'sketch';
  readonly given: Given;
}

/** Begins work with what it is given, in whatever thread. */
export type BeginTextWork<Given> = (given: Given) => TakeText;
