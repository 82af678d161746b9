import { RECIPE_VERSION } from '../recipe/recipe-file';
import { read } from '../params/values';
import type { Json } from '../metric';
import type { Exporter } from './exporter';

/** The recipe without its output: to be run elsewhere, on this file or on another. */
export const recipe: Exporter = {
  id: 'recipe',
  title: 'Recipe',
  summary:
    'The recipe alone, without its output: `ballast run` repeats it on this file or on another.',
  cites: [],
  needs: [],
  params: [
    {
      kind: 'flag',
      id: 'pretty',
      title: 'Indented',
      summary: 'Writes one value per line.',
      default: true,
    },
  ],
  make({ receipt }, values) {
    const { tool, generator, source, roles, seed, steps, overrides } = receipt;
    const plain = {
      ballast: RECIPE_VERSION,
      tool,
      generator,
      source,
      roles,
      seed,
      steps,
      ...(overrides && { overrides }),
    } as unknown as Json;
    const indent = read.flag(values, 'pretty') ? 2 : undefined;
    const text = `${JSON.stringify(sorted(plain), null, indent)}\n`;
    return { files: [{ extension: 'json', content: () => [text] }], notices: [] };
  },
};

/** The same JSON with the keys of every object in order: equal recipes are equal bytes. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, own]) => [key, sorted(own as Json)]));
}
