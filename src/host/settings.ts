import * as vscode from 'vscode';
import type { MetricSettings } from '../protocol/messages';

/** The settings `ballast.metrics.<metric>.<parameter>`, copied: the editor's own objects cannot be posted to a worker. */
export function metricSettings(): MetricSettings {
  const set = vscode.workspace.getConfiguration('ballast').get<MetricSettings>('metrics', {});
  return JSON.parse(JSON.stringify(set)) as MetricSettings;
}

/** The setting `ballast.seed`: the seed of recipes that are not made in the panel. */
export function seed(): number {
  return vscode.workspace.getConfiguration('ballast').get<number>('seed', 0);
}
