import * as vscode from 'vscode';
import type { AuditAlert } from '../../engine/audit';
import { ACTIVE_VIEW } from '../../manifest/commands';
import type { Figure } from '../../report/document';
import { mainFigures } from '../../report/main-figures';
import { closed } from '../../report/words';
import type { ActiveDataset } from './active-dataset';
import { findingItem, worstFirst } from './finding-item';
import { headlineOf, TONE_ICON } from './headline';
import { marked } from '../asking/marked';
import { plain } from '../asking/notify';
import type { Session } from '../sessions/session';
import { baseName } from '../sources/source';

/** Findings that are shown; the report has all. */
const FIRST = 3;

/** One line of the view; commands of its menu are given it. */
export type ActiveNode =
  | { readonly kind: 'state'; readonly session: Session }
  | { readonly kind: 'figure'; readonly session: Session; readonly figure: Figure }
  | { readonly kind: 'finding'; readonly session: Session; readonly alert: AuditAlert }
  | { readonly kind: 'more'; readonly session: Session; readonly count: number }
  | { readonly kind: 'balance'; readonly session: Session };

/** The part of the report that explains a figure, by its label. */
const TAB_OF: Readonly<Record<string, string>> = {
  'Imbalance Ratio': 'Classes',
  'Effective Classes': 'Classes',
  'Exact Copies': 'Duplicates',
  Contradictions: 'Duplicates',
  'Empty Cells': 'Columns',
};

/** What there is to know of the data file in front: verdict, figures, the first findings and what to do. */
export class ActiveView implements vscode.Disposable, vscode.TreeDataProvider<ActiveNode> {
  readonly #active: ActiveDataset;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #view: vscode.TreeView<ActiveNode>;
  readonly #parts: vscode.Disposable;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(active: ActiveDataset) {
    this.#active = active;
    this.#view = vscode.window.createTreeView(ACTIVE_VIEW, { treeDataProvider: this });
    this.#parts = vscode.Disposable.from(
      this.#changed,
      this.#view,
      active.onDidChange(() => {
        this.#describe();
        this.#changed.fire(undefined);
      }),
    );
    this.#describe();
  }

  getChildren(node?: ActiveNode): ActiveNode[] {
    const session = this.#active.current?.session;
    if (node || !session) return [];
    const { state } = session.snapshot;
    const report = state.kind === 'report' ? state.report : undefined;
    if (!report) return [{ kind: 'state', session }];
    const alerts = worstFirst(report.alerts);
    const rest = alerts.length - FIRST;
    return [
      ...mainFigures(report).map((figure): ActiveNode => ({ kind: 'figure', session, figure })),
      ...alerts.slice(0, FIRST).map((alert): ActiveNode => ({ kind: 'finding', session, alert })),
      ...(rest > 0 ? [{ kind: 'more', session, count: rest } as const] : []),
      { kind: 'balance', session },
    ];
  }

  getTreeItem(node: ActiveNode): vscode.TreeItem {
    switch (node.kind) {
      case 'state':
        return stateItem(node.session);
      case 'figure':
        return figureItem(node.session, node.figure);
      case 'finding':
        return findingItem(node.session, node.alert);
      case 'more':
        return moreItem(node.session, node.count);
      case 'balance':
        return balanceItem(node.session);
    }
  }

  dispose(): void {
    this.#parts.dispose();
  }

  /** The verdict and why, in full above the lines: a line of a narrow view would cut it. */
  #describe(): void {
    const { current } = this.#active;
    const name = current ? baseName(current.uri) : '';
    this.#view.description = name;
    const { sentence, because } = headlineOf(current?.session);
    const isReport = current?.session?.snapshot.state.kind === 'report';
    this.#view.message = isReport
      ? plain([`${name}: ${closed(sentence)}`, ...because].join(' '))
      : '';
  }
}

/** What stands in place of a report: it is being made, failed or was cancelled. */
function stateItem(session: Session): vscode.TreeItem {
  const { tone, sentence, because } = headlineOf(session);
  const item = new vscode.TreeItem(plain(sentence));
  item.iconPath = new vscode.ThemeIcon(TONE_ICON[tone]);
  item.description = session.name;
  item.tooltip = marked([sentence, ...because]);
  item.command = opening(session, 'Overview');
  return item;
}

function figureItem(session: Session, { label, value, note }: Figure): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = `${value} · ${note}`;
  item.iconPath = new vscode.ThemeIcon('symbol-number');
  item.tooltip = marked([`${label}: ${value}, ${note}`]);
  item.accessibilityInformation = { label: `${label}: ${value}, ${note}` };
  item.command = opening(session, TAB_OF[label] ?? 'Overview');
  return item;
}

function moreItem(session: Session, count: number): vscode.TreeItem {
  const words =
    count === 1
      ? vscode.l10n.t('1 more finding in the report')
      : vscode.l10n.t('{0} more findings in the report', count);
  const item = new vscode.TreeItem(words);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = opening(session, 'Overview');
  return item;
}

function balanceItem(session: Session): vscode.TreeItem {
  const title = vscode.l10n.t('Balance...');
  const item = new vscode.TreeItem(title);
  item.iconPath = new vscode.ThemeIcon('law');
  item.command = { command: 'ballast.balance', title, arguments: [session.uri] };
  return item;
}

function opening(session: Session, tab: string): vscode.Command {
  const title = vscode.l10n.t('Show Report');
  return { command: 'ballast.showPanel', title, arguments: [session.uri, { tab }] };
}
