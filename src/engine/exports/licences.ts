/**
 * Licences from the least to the most strict, as patterns of SPDX ids and common names; a fixed order, so that the same
 * file always has the same result. What is in none of them is "other"; an empty cell is "unspecified", never assumed.
 */
const ORDER: readonly (readonly [RegExp, string])[] = [
  [/^(cc0|cc-zero|pddl|unlicense|public.?domain|0bsd|wtfpl)/, 'public domain'],
  [/^(mit|bsd|isc|zlib|apache|afl|bsl-1|postgresql|ncsa)/, 'permissive'],
  [/^(cc-by-\d|cc-by$|odc-by|cdla-permissive|ogl)/, 'attribution'],
  [/^(mpl|lgpl|epl|eupl|cddl)/, 'weak copyleft'],
  [/^(gpl|agpl|cc-by-sa|odbl|cdla-sharing|gfdl)/, 'share alike'],
  [/^(openrail|bigscience|llama|gemma|rail)/, 'use restrictions'],
  [/^(cc-by-nd)/, 'no derivatives'],
  [/^(cc-by-nc-sa|cc-by-nc-\d|cc-by-nc$|cc-by-nc)/, 'non-commercial'],
  [/^(proprietary|all.rights.reserved|commercial|closed)/, 'proprietary'],
];

/** How strict a licence is: its place in the order, and the name of the class. */
export function strictness(licence: string): { readonly rank: number; readonly kind: string } {
  const id = licence
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  if (id === '' || /^(none|null|na|n\/a|unknown|unspecified|\?)$/.test(id)) {
    return { rank: -1, kind: 'unspecified' };
  }
  // Non-commercial without derivatives is both.
  if (id.startsWith('cc-by-nc-nd')) return { rank: ORDER.length - 1.5, kind: 'non-commercial' };
  const rank = ORDER.findIndex(([pattern]) => pattern.test(id));
  return rank < 0 ? { rank: -2, kind: 'other' } : { rank, kind: ORDER[rank]![1] };
}
