/** Keys of the manifest whose values people read. */
const TEXTS: readonly string[] = [
  'title',
  'label',
  'name',
  'description',
  'contents',
  'displayName',
  'contextualTitle',
  'enumDescriptions',
];
/** Keys that tell the entries of a list apart. */
const NAMES = ['command', 'id', 'view', 'submenu'] as const;
/** Parts of package.json with texts; the rest is for machines. */
const WITH_TEXTS: readonly string[] = ['displayName', 'description', 'capabilities', 'contributes'];

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A manifest whose texts are `%keys%`, and the texts by key: what package.nls.json holds and translations replace. */
export function localized(manifest: Readonly<Record<string, unknown>>): {
  readonly manifest: Record<string, unknown>;
  readonly texts: Readonly<Record<string, string>>;
} {
  const texts: Record<string, string> = {};
  const walk = (value: Json, path: readonly string[], isText: boolean): Json => {
    if (typeof value === 'string') return isText ? put(texts, path, value) : value;
    if (isList(value))
      return value.map((each, at) => walk(each, [...path, nameOf(each) ?? String(at)], isText));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        walk(each, [...path, key], TEXTS.includes(key) && !isTable(each)),
      ]),
    );
  };
  const entries = Object.entries(manifest).map(([key, value]) => [
    key,
    WITH_TEXTS.includes(key) ? walk(value as Json, [key], TEXTS.includes(key)) : value,
  ]);
  return { manifest: Object.fromEntries(entries) as Record<string, unknown>, texts };
}

/** Adds a text under the path that leads to it; one that occurs there already keeps its place. */
function put(texts: Record<string, string>, path: readonly string[], text: string): string {
  // A setting is known by its own name, wherever it stands: keys must not change when a metric is added.
  const key = path
    .slice(Math.max(path.indexOf('contributes'), path.indexOf('properties')) + 1)
    .join('.');
  let free = key;
  for (let next = 2; texts[free] !== undefined && texts[free] !== text; next++)
    free = `${key}.${String(next)}`;
  texts[free] = text;
  return `%${free}%`;
}

function nameOf(entry: Json): string | undefined {
  if (!isTable(entry)) return undefined;
  const { properties } = entry;
  if (properties !== undefined && isTable(properties))
    return Object.keys(properties)[0]?.split('.').slice(0, -1).join('.');
  for (const name of NAMES) {
    const value = entry[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function isTable(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
