import type { Method } from '../engine/method';
import type { Metric } from '../engine/metric';

const START = '<!-- generated: metrics and methods -->';
const END = '<!-- end of generated -->';

/** The README with its lists of metrics and methods as the registries have them; unchanged where it has no such place. */
export function withLists(
  readme: string,
  metrics: readonly Metric[],
  methods: readonly Method[],
): string {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END);
  if (from < 0 || to < from) return readme;
  const lists = [
    `**${String(metrics.length)} metrics.**`,
    byFamily(metrics),
    `**${String(methods.length)} methods.**`,
    byFamily(methods),
  ].join('\n\n');
  return `${readme.slice(0, from + START.length)}\n\n${lists}\n\n${readme.slice(to)}`;
}

function byFamily(entries: readonly { readonly family: string; readonly id: string }[]): string {
  const families = [...new Set(entries.map(({ family }) => family))];
  return families
    .map((family) => {
      const ids = entries.filter((entry) => entry.family === family).map(({ id }) => `\`${id}\``);
      return `- _${family}_ (${String(ids.length)}): ${ids.join(', ')}`;
    })
    .join('\n');
}
