import type { Metric } from '../engine/metric';
import { REPORT_PANEL } from './commands';
import { keybindings } from './keybindings';
import { commands, menus, submenus } from './menus';
import { settings } from './settings';
import { VIEWS, WALKTHROUGHS } from './views';

/** package.json as an object, its generated keys replaced and all others as they were. */
export function withContributions(
  manifest: Readonly<Record<string, unknown>>,
  metrics: readonly Metric[],
): Record<string, unknown> {
  return {
    ...manifest,
    displayName: 'Ballast: Audit and Balance Datasets',
    description:
      'Audit and balance datasets where you look at them: class and group imbalance, duplicates, contradictions and missing values, each with the rows that prove it, and remedies written beside the source.',
    l10n: './media/l10n',
    icon: 'media/icon.png',
    activationEvents: [`onWebviewPanel:${REPORT_PANEL}`],
    capabilities: {
      // Nothing of a workspace is run: files are read as data, settings are numbers and words.
      untrustedWorkspaces: { supported: true },
      virtualWorkspaces: {
        supported: 'limited',
        description: 'Files that are on no disk are audited; results are written to disks only.',
      },
    },
    contributes: {
      commands: commands(),
      submenus: submenus(),
      menus: menus(),
      keybindings: keybindings(),
      ...VIEWS,
      walkthroughs: WALKTHROUGHS,
      configuration: settings(metrics),
      jsonValidation: [{ fileMatch: '*.recipe.json', url: './media/recipe.schema.json' }],
    },
  };
}
