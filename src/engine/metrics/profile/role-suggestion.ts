import type { Role } from '../../roles';

/** Suggested roles with their score and reason, best first per column. */
export interface RoleSuggestion {
  readonly suggestions: readonly {
    readonly column: number;
    readonly name: string;
    readonly role: Role;
    readonly score: number;
    readonly reason: string;
  }[];
  /** A known public data set recognised by its column names, or null. */
  readonly knownAs: string | null;
}
