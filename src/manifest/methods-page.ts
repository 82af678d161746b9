import type { Exporter } from '../engine/exports/exporter';
import { GUARDS } from '../engine/guards';
import type { Method } from '../engine/method';
import type { Metric } from '../engine/metric';
import type { Param } from '../engine/params/params';
import { sentence } from '../engine/words';
import { paramValueText } from '../report/param-text';

/** METHODS.md: every metric and method with needs, parameters, defaults and sources, in the order of the registries. */
export function methodsPage(
  metrics: readonly Metric[],
  methods: readonly Method[],
  shared: readonly Param[],
  exporters: readonly Exporter[] = [],
): string {
  return [
    '# Metrics and methods',
    'Generated from the registries in `src/engine`; `npm run test:unit` rewrites it. Parameters of metrics are settings (`ballast.metrics.<id>.<parameter>`) and `--set <id>.<parameter>=value`; parameters of methods are the fields of the form and `--set <parameter>=value`.',
    '## Metrics',
    ...metrics.map((metric) => entry(metric, [])),
    '## Methods',
    'All methods also take:',
    params(shared),
    ...methods.map((method) => entry(method, guards(method))),
    ...(exporters.length > 0
      ? [
          '## Exports',
          'Files for a training job, made from a recipe: `ballast export <id> <recipe or dataset>`, with `--option <parameter>=value`.',
          ...exporters.map(exportEntry),
        ]
      : []),
    '## Guards',
    'A guard speaks in the preview and in the recipe. One that blocks is passed with `--override <code>` or `Write anyway`.',
    guardTable(),
  ]
    .join('\n\n')
    .concat('\n');
}

function entry(each: Metric | Method, more: readonly string[]): string {
  const { id, title, summary, needs, params: own, cites, family } = each;
  const roles = [
    ...(needs.required?.length ? [`Needs ${needs.required.join(', ')}.`] : []),
    ...(needs.anyOf?.length ? [`Needs ${needs.anyOf.join(' or ')}.`] : []),
    ...(needs.optional?.length ? [`${sentence(`uses ${needs.optional.join(', ')}`)} if set.`] : []),
  ].join(' ');
  return [
    `### ${title}`,
    `\`${id}\` · ${family}. ${summary}${roles === '' ? '' : ` ${roles}`}`,
    ...(own.length > 0 ? [params(own)] : []),
    ...more,
    ...(cites.length > 0
      ? [`From: ${cites.map((cite) => text(cite.replace(/\.$/, ''))).join('; ')}.`]
      : []),
  ].join('\n\n');
}

function exportEntry({ id, title, summary, needs, params: own, cites }: Exporter): string {
  return [
    `### ${title}`,
    `\`${id}\`. ${summary}${needs.length > 0 ? ` Needs ${needs.join(', ')}.` : ''}`,
    ...(own.length > 0 ? [params(own)] : []),
    ...(cites.length > 0 ? [`From: ${cites.map(text).join('; ')}.`] : []),
  ].join('\n\n');
}

function guards({ guards: codes }: Method): string[] {
  return codes.length === 0 ? [] : [`Guards: ${codes.join(', ')}.`];
}

function guardTable(): string {
  const rows = GUARDS.map(({ code, rule }) => `| ${code} | ${text(rule)} |`);
  return ['| guard | rule |', '| --- | --- |', ...rows].join('\n');
}

function params(list: readonly Param[]): string {
  const rows = list.map((param) => [
    `\`${param.id}\``,
    text(paramValueText(param)),
    `\`${JSON.stringify(param.default)}\``,
    text(param.summary),
  ]);
  return [['parameter', 'takes', 'default', ''], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function text(plain: string): string {
  return plain.replaceAll('|', '\\|');
}
