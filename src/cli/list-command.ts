import { EXPORTERS } from '../engine/exports';
import type { Exporter } from '../engine/exports/exporter';
import { METHODS } from '../engine/methods';
import { METRICS } from '../engine/metrics';
import type { Method } from '../engine/method';
import type { Metric } from '../engine/metric';
import type { Param } from '../engine/params/params';
import { EngineError } from '../engine/problems';
import { SHARED_PARAMS } from '../engine/params/shared-params';
import type { CliIo } from './io';
import { table } from './layout';
import { paramDefaultText, paramValueText } from '../report/param-text';
import type { Arguments } from './parse-arguments';

/** `ballast methods`. */
export function methodsCommand(given: Arguments, io: CliIo): number {
  const all = METHODS.map((method) => ({
    ...method,
    params: [...method.params, ...SHARED_PARAMS],
  }));
  return list(all, 'unknown-method', 'method', given, io);
}

/** `ballast metrics`. */
export function metricsCommand(given: Arguments, io: CliIo): number {
  return list(METRICS, 'unknown-metric', 'metric', given, io);
}

/** `ballast exports`. */
export function exportsCommand(given: Arguments, io: CliIo): number {
  return list(EXPORTERS, 'unknown-exporter', 'export', given, io);
}

/** What a list says of an entry; the rest of it goes into the JSON. */
type Entry = Pick<Method | Metric | Exporter, 'id' | 'title' | 'summary' | 'params' | 'cites'>;

function list(
  entries: readonly Entry[],
  code: 'unknown-method' | 'unknown-metric' | 'unknown-exporter',
  word: string,
  given: Arguments,
  io: CliIo,
): number {
  const [id] = given.files;
  const shown = id === undefined ? entries : entries.filter((entry) => entry.id === id);
  if (shown.length === 0 && id !== undefined) {
    throw new EngineError(code, `There is no ${word} \`${id}\`.`);
  }
  // Functions have no JSON form, so that what is left is the description.
  if (given.has('json')) io.out(`${JSON.stringify(shown, null, 2)}\n`);
  else if (id === undefined) io.out(table(entries.map((entry) => [entry.id, entry.summary])));
  else io.out(details(shown[0]!));
  return 0;
}

function details({ id, title, summary, params, cites }: Entry): string {
  const parts = [`${title} (${id})\n${summary}\n`];
  if (params.length > 0) parts.push(`Parameters (--set id=value):\n${table(params.map(line))}`);
  if (cites.length > 0) parts.push(`From:\n${table(cites.map((cite) => [cite]))}`);
  return parts.join('\n');
}

function line(param: Param): string[] {
  const value = `${paramValueText(param)} [${paramDefaultText(param)}]`;
  return [param.id, `${param.summary} Takes ${value}.`];
}
