import * as vscode from 'vscode';
import type { MetricSettings } from '../protocol/messages';

/** Values of `ballast.metrics`: metric id -> parameter id -> value. */
export function metricSettings(): MetricSettings {
  return vscode.workspace.getConfiguration('ballast').get<MetricSettings>('metrics', {});
}

/** The seed of recipes that are not made in the panel. */
export function seed(): number {
  return vscode.workspace.getConfiguration('ballast').get<number>('seed', 0);
}
