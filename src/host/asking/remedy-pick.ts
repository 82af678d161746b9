import * as vscode from 'vscode';
import type { AuditAlert } from '../../engine/audit';
import type { Recipe, Step } from '../../engine/recipe/recipe';
import { toFailure } from '../../protocol/endpoint';
import type { MethodCard } from '../../engine/methods/cards';
import type { PreviewResult } from '../../protocol/messages';
import { previewLine } from '../../report/preview-words';
import { plain } from './notify';
import type { Session } from '../sessions/session';

/** A remedy of a finding as the picker shows it. */
interface RemedyItem extends vscode.QuickPickItem {
  readonly step: Step;
}

/** Milliseconds for which an item must be looked at before its preview is asked for. */
const PAUSE = 200;

/** The remedies of a finding that are built, best first. */
export function remediesOf(alert: AuditAlert, methods: readonly MethodCard[]): readonly Step[] {
  return alert.remedies
    .filter(({ method }) => methods.some(({ id }) => id === method))
    .map(({ method, values }) => ({ method, ...(values && { values }) }));
}

/**
 * Lets the user pick a remedy of a finding; the line below the one looked at says what it would do. Resolves to
 * undefined when it was dismissed.
 */
export async function pickRemedy(
  session: Session,
  alert: AuditAlert,
  methods: readonly MethodCard[],
  recipeOf: (step: Step) => Recipe,
): Promise<Step | undefined> {
  const pick = vscode.window.createQuickPick<RemedyItem>();
  pick.title = plain(alert.title);
  pick.placeholder = vscode.l10n.t('Choose a remedy');
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  const lines = new Map<string, string>();
  const items = () =>
    remediesOf(alert, methods).map((step): RemedyItem => {
      const { title, summary } = methods.find(({ id }) => id === step.method)!;
      const why = alert.remedies.find(({ method }) => method === step.method)?.why;
      const detail = lines.get(step.method) ?? plain(summary);
      return { label: title, description: why === undefined ? '' : plain(why), detail, step };
    });
  const show = () => {
    const [active] = pick.activeItems;
    pick.items = items();
    pick.activeItems = pick.items.filter(({ step }) => step.method === active?.step.method);
  };
  const looking = new Looking(pick, async ({ step }, signal) => {
    if (lines.has(step.method)) return;
    lines.set(
      step.method,
      await lineOf(session.ask('preview', { recipe: recipeOf(step) }, signal)),
    );
    if (!signal.aborted) show();
    else lines.delete(step.method);
  });
  pick.items = items();
  try {
    return await new Promise<Step | undefined>((resolve) => {
      pick.onDidAccept(() => {
        resolve(pick.activeItems[0]?.step);
      });
      pick.onDidHide(() => {
        resolve(undefined);
      });
      pick.show();
    });
  } finally {
    looking.dispose();
    pick.dispose();
  }
}

/** What a preview says in one line, or why there is none. */
async function lineOf(previewed: Promise<PreviewResult>): Promise<string> {
  try {
    const preview = await previewed;
    const blocks = preview.guards.find(({ level }) => level === 'block');
    return blocks ? `${previewLine(preview)}. ${plain(blocks.title)}` : previewLine(preview);
  } catch (error) {
    return plain(toFailure(error).message);
  }
}

/** Calls `look` for the item that is active for a moment; another item cancels it. */
class Looking implements vscode.Disposable {
  #timer: NodeJS.Timeout | undefined;
  #running: AbortController | undefined;
  #method: string | undefined;
  readonly #listening: vscode.Disposable;

  constructor(
    pick: vscode.QuickPick<RemedyItem>,
    look: (item: RemedyItem, signal: AbortSignal) => Promise<void>,
  ) {
    this.#listening = pick.onDidChangeActive(([item]) => {
      if (item?.step.method === this.#method) return;
      this.#stop();
      this.#method = item?.step.method;
      if (!item) return;
      const running = new AbortController();
      this.#running = running;
      this.#timer = setTimeout(() => void look(item, running.signal), PAUSE);
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
  }
}
