/** The files of one result. */
export interface WrittenPaths {
  readonly path: string;
  /** null: no row leaves. */
  readonly removed: string | null;
  readonly recipe: string;
  /** Further results, where several files were read as one. */
  readonly others?: readonly { readonly path: string; readonly removed: string | null }[];
}

/** All of them: results first, then removed rows, and the recipe last. */
export function pathsOf({ path, removed, recipe, others = [] }: WrittenPaths): string[] {
  const results = [{ path, removed }, ...others];
  return [
    ...results.map((result) => result.path),
    ...results.flatMap((result) => result.removed ?? []),
    recipe,
  ];
}
