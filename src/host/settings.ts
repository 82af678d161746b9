import * as vscode from 'vscode';
import type { Limits, MetricSettings } from '../protocol/messages';

/**
 * The settings `ballast.metrics.<metric>.<parameter>`, as plain data: the editor's own objects cannot be posted to a
 * worker. Keys that no setting declares, as an older version may have left, are not passed on.
 */
export function metricSettings(): MetricSettings {
  const ballast = vscode.workspace.getConfiguration('ballast');
  const declared = (metric: string, param: string) =>
    ballast.inspect(`metrics.${metric}.${param}`)?.defaultValue !== undefined;
  const set = JSON.parse(JSON.stringify(ballast.get('metrics', {}))) as MetricSettings;
  const known = Object.entries(set).map(
    ([metric, values]) =>
      [metric, Object.entries(values).filter(([param]) => declared(metric, param))] as const,
  );
  return Object.fromEntries(
    known.flatMap(([metric, values]) =>
      values.length > 0 ? [[metric, Object.fromEntries(values)]] : [],
    ),
  );
}

/** The setting `ballast.seed`: the seed of recipes that are not made in the panel. */
export function seed(): number {
  return vscode.workspace.getConfiguration('ballast').get<number>('seed', 0);
}

/** The setting `ballast.problems.duplicates`: whether repeated rows of every audit are listed as problems. */
export function problemsOfDuplicates(): boolean {
  return vscode.workspace.getConfiguration('ballast').get<boolean>('problems.duplicates', false);
}

/** The setting `ballast.memoryLimit`, in MB; nothing when it is left to the machine. */
export function limits(): Limits {
  const megabytes = vscode.workspace.getConfiguration('ballast').get<number | null>('memoryLimit');
  return megabytes ? { memory: megabytes * 2 ** 20 } : {};
}

/** The settings that switch parts of the editor on and off. */
function isOn(part: 'statusBar' | 'hovers' | 'codeLens'): boolean {
  return vscode.workspace.getConfiguration('ballast').get<boolean>(part, true);
}

/** The setting `ballast.statusBar`. */
export const showsStatus = (): boolean => isOn('statusBar');
/** The setting `ballast.hovers`. */
export const showsHovers = (): boolean => isOn('hovers');
/** The setting `ballast.codeLens`. */
export const showsLenses = (): boolean => isOn('codeLens');
