import type { Command } from './command';

/** Takes the entries and marks of repeated and contradictory rows away. */
export const hideDuplicateProblems: Command = (host) => {
  host.duplicateProblems.hide();
};
