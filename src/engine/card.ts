/**
 * What an entry of a registry says of itself, without what it does: what forms and lists are made of, what a wire can
 * carry, and all that the page is built with.
 */
export type Card<E> = {
  [K in keyof E as NonNullable<E[K]> extends (...values: never) => unknown ? never : K]: E[K];
};

/** The card of an entry. */
export function cardOf<E extends object>(entry: E): Card<E> {
  const said = Object.entries(entry).filter(([, value]) => typeof value !== 'function');
  return Object.fromEntries(said) as Card<E>;
}
