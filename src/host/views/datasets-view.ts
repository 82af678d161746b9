import * as vscode from 'vscode';
import type { AuditAlert } from '../../engine/audit';
import { many, times } from '../../engine/words';
import { DATASETS_VIEW, ITEM } from '../../manifest/commands';
import { pathsOf } from '../../engine/recipe/written-paths';
import { baseName } from '../sources/source';
import { findingItem, worstFirst } from './finding-item';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';

/** One line of the tree; commands of its menu are given it. */
export type Node =
  | { readonly kind: 'dataset'; readonly session: Session }
  | { readonly kind: 'finding'; readonly session: Session; readonly alert: AuditAlert }
  | { readonly kind: 'written'; readonly session: Session; readonly path: string };

/** The tree of audited files: under each its findings, worst first, and the files written from it. */
export class DatasetsView implements vscode.Disposable, vscode.TreeDataProvider<Node> {
  readonly #sessions: Sessions;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #parts: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.#parts = vscode.Disposable.from(
      this.#changed,
      sessions.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
      vscode.window.createTreeView(DATASETS_VIEW, {
        treeDataProvider: this,
        showCollapseAll: true,
      }),
    );
  }

  getChildren(node?: Node): Node[] {
    if (!node) return this.#sessions.all.map((session) => ({ kind: 'dataset', session }));
    if (node.kind !== 'dataset') return [];
    const { session } = node;
    const alerts = session.report ? worstFirst(session.report.alerts) : [];
    return [
      ...alerts.map((alert): Node => ({ kind: 'finding', session, alert })),
      ...session.written.flatMap(pathsOf).map((path): Node => ({ kind: 'written', session, path })),
    ];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case 'dataset':
        return datasetItem(node.session);
      case 'finding':
        return findingItem(node.session, node.alert);
      case 'written':
        return writtenItem(node.path);
    }
  }

  dispose(): void {
    this.#parts.dispose();
  }
}

function datasetItem(session: Session): vscode.TreeItem {
  const item = new vscode.TreeItem(session.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = session.uri.toString();
  item.resourceUri = session.uri;
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = ITEM.dataset;
  item.description = describe(session);
  item.tooltip = session.snapshot.path;
  item.accessibilityInformation = { label: `${session.name}, ${describe(session)}` };
  item.command = {
    command: 'ballast.showPanel',
    title: vscode.l10n.t('Show Report'),
    arguments: [session.uri],
  };
  return item;
}

/** The figure at the right of a file's name. */
function describe(session: Session): string {
  const { state, stale } = session.snapshot;
  if (state.kind === 'loading') return vscode.l10n.t('reading');
  if (state.kind === 'failed') return vscode.l10n.t('could not be read');
  if (!session.report) return '';
  const ratio = imbalanceRatio(session);
  const figure =
    ratio === undefined
      ? many(session.report.source.rows, 'row')
      : vscode.l10n.t('{0} to 1', times(ratio));
  return stale ? vscode.l10n.t('{0}, file changed', figure) : figure;
}

function imbalanceRatio(session: Session): number | undefined {
  const found = session.report?.metrics['class-imbalance'];
  if (!found || !('imbalanceRatio' in found)) return undefined;
  return typeof found['imbalanceRatio'] === 'number' ? found['imbalanceRatio'] : undefined;
}

function writtenItem(path: string): vscode.TreeItem {
  const uri = vscode.Uri.file(path);
  const item = new vscode.TreeItem(uri);
  item.label = baseName(uri);
  item.description = vscode.l10n.t('written');
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = ITEM.written;
  item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
  return item;
}
