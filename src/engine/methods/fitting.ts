/** How many features are numbers, and how many are not. */
export interface FeatureKinds {
  readonly numbers: number;
  readonly others: number;
}

/** The same remedy for numbers, for numbers and categories, and for categories. */
const SMOTES = { numbers: 'smote', mixed: 'smotenc', categories: 'smoten' } as const;

/** Which of them fits the features. */
export function fittingSmote({ numbers, others }: FeatureKinds): string {
  return SMOTES[!others ? 'numbers' : numbers ? 'mixed' : 'categories'];
}

/** Methods in their order, but that of those which differ in the features they read the fitting one comes first. */
export function fittingFirst<M extends { readonly id: string }>(
  methods: readonly M[],
  kinds: FeatureKinds,
): M[] {
  const ids: readonly string[] = Object.values(SMOTES);
  const family = methods.filter(({ id }) => ids.includes(id));
  const best = fittingSmote(kinds);
  const ordered = [...family].sort((a, b) => Number(b.id === best) - Number(a.id === best));
  let next = 0;
  return methods.map((method) => (ids.includes(method.id) ? ordered[next++]! : method));
}
