import type { Step } from '../src/engine/recipe/recipe';
import type { RoleChoice } from '../src/engine/roles/roles';
import type { PanelSnapshot, Progress, ReadChoice } from '../src/protocol/messages';
import { balanceView } from './balance/balance-view';
import { BalanceDesk } from './balance/desk';
import { recipeOf, restored, takeUp } from './balance/draft';
import type { Client } from './client';
import { fill, h, type Child } from './dom';
import { EvaluateDesk } from './evaluate/evaluate-desk';
import { evaluateView } from './evaluate/evaluate-view';
import { focusMark } from './focus';
import { bestStep } from './findings';
import type { Host } from './host';
import { liveRegion, say } from './live';
import { banner } from './parts';
import type { Panel } from './panel';
import { explicitRoles, withIgnored } from './role-choice';
import { restoreLook, type Look } from './state';
import { tabNamed, type Tab } from './tabs';
import { classesView } from './views/classes';
import { columnsView } from './views/columns';
import { duplicatesView } from './views/duplicates';
import { revealFinding } from './views/findings';
import { groupsView } from './views/groups';
import { header } from './views/header';
import { historyView } from './views/history';
import { overview } from './views/overview';
import { problemsView } from './views/problems';
import { firstRows, readingStrip } from './views/reading';
import { cancelledView, failedView, loadingView, type StateActions } from './views/states';
import { tabBar } from './views/tab-bar';
import { t } from '../src/engine/language';

const VIEWS: Readonly<Record<Tab, (panel: Panel) => HTMLElement[]>> = {
  Overview: overview,
  Classes: classesView,
  Groups: groupsView,
  Duplicates: duplicatesView,
  Columns: columnsView,
  Problems: problemsView,
  Balance: balanceView,
  Evaluate: evaluateView,
  History: historyView,
};

/** Parts with a form at their left, up to the edge. */
const WITH_FORM: ReadonlySet<Tab> = new Set(['Balance', 'Evaluate']);

/** The page: it draws the snapshot it has, and asks the host for what the user wants. */
export class App {
  readonly #root: HTMLElement;
  readonly #client: Client;
  readonly #look: Look;
  readonly #desk: BalanceDesk;
  readonly #evaluation: EvaluateDesk;
  #snapshot: PanelSnapshot | undefined;
  #hearProgress: ((progress: Progress) => void) | undefined;
  #audit: AbortController | undefined;
  #drafted = false;

  constructor(root: HTMLElement, client: Client) {
    this.#root = root;
    this.#client = client;
    this.#look = restoreLook(client.remembered());
    this.#desk = new BalanceDesk(this.#host, (draft) =>
      recipeOf(draft, explicitRoles(this.#snapshot?.roles ?? {}, this.#columns())),
    );
    this.#evaluation = new EvaluateDesk(this.#host, () =>
      explicitRoles(this.#snapshot?.roles ?? {}, this.#columns()),
    );
    root.classList.add('panel');
    window.addEventListener('keydown', (event) => {
      this.#key(event);
    });
    window.addEventListener('scroll', () => {
      this.#look.scroll[this.#look.tab] = window.scrollY;
      this.#keepLookSoon();
    });
  }

  get #host(): Host {
    return this.#client.host;
  }

  /** Takes a snapshot and draws it. */
  take(snapshot: PanelSnapshot): void {
    const before = this.#snapshot;
    this.#snapshot = snapshot;
    if (!this.#drafted) {
      this.#drafted = true;
      if (snapshot.draft) this.#desk.restore(restored(snapshot.draft));
    }
    const { state, show } = snapshot;
    if (
      state.kind === 'report' &&
      before?.state.kind === 'report' &&
      before.state.report !== state.report
    )
      if (
        before.state.report.source.sha256 !== state.report.source.sha256 ||
        changedRoles(before, snapshot)
      ) {
        this.#desk.outdate();
        this.#evaluation.outdate();
      }
    const tab = show && tabNamed(show.tab);
    if (tab) this.#look.tab = tab;
    this.#keepLook();
    this.#draw();
    if (state.kind === 'report') {
      const { estimate } = state.report;
      if (estimate) say(`${firstRows(estimate)}.`);
      else if (before?.state.kind !== 'report' || before.state.reading)
        say(t('The audit is done.'));
    }
    if (show?.finding !== undefined) revealFinding(this.#root, show.finding);
    if (show?.step) this.#takeUp(show.step);
  }

  /** Hears of progress while loading. */
  progress(progress: Progress): void {
    this.#hearProgress?.(progress);
    this.#evaluation.hear(progress);
  }

  #draw(): void {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    const focused = focusMark(this.#root);
    this.#hearProgress = undefined;
    fill(this.#root, this.#content(snapshot), liveRegion());
    focused?.(this.#root);
    window.scrollTo(0, this.#look.scroll[this.#look.tab] ?? 0);
  }

  #content(snapshot: PanelSnapshot): Child {
    const actions: StateActions = {
      cancel: () => {
        this.#cancelAudit();
      },
      again: () => {
        this.#auditAgain(snapshot.roles, snapshot.read);
      },
    };
    const { state } = snapshot;
    if (state.kind === 'loading') {
      const { nodes, hear } = loadingView(snapshot, actions);
      this.#hearProgress = hear;
      return nodes;
    }
    if (state.kind === 'failed') return failedView(snapshot, state.failure, actions);
    if (state.kind === 'cancelled') return cancelledView(snapshot, actions);
    const panel = this.#panel(snapshot);
    if (!panel) return null;
    const { tab } = this.#look;
    const go = (to: Tab) => {
      panel.go(to);
    };
    const { estimate } = state.report;
    const reading =
      estimate &&
      state.reading &&
      readingStrip(snapshot.name, estimate, state.reading.progress, actions.cancel);
    this.#hearProgress = reading?.hear;
    return [
      reading?.bar,
      header(panel),
      h(
        'main',
        {},
        reading?.strip,
        banners(snapshot, actions),
        tabBar(panel.report, tab, go),
        h(
          'div',
          {
            class: WITH_FORM.has(tab) && !estimate ? 'body flush' : 'body',
            id: 'part',
            role: 'tabpanel',
            'aria-label': t(tab),
          },
          VIEWS[tab](panel),
        ),
      ),
    ];
  }

  #panel(snapshot: PanelSnapshot): Panel | undefined {
    if (snapshot.state.kind !== 'report') return undefined;
    return {
      host: this.#host,
      snapshot,
      report: snapshot.state.report,
      look: this.#look,
      desk: this.#desk,
      evaluation: this.#evaluation,
      go: (tab) => {
        this.#go(tab);
      },
      keepLook: () => {
        this.#keepLook();
      },
      fix: (alert) => {
        this.#takeUp(bestStep(alert));
      },
      ignore: (alert) => {
        const roles = withIgnored(snapshot.roles, this.#columns(), alert.ignore ?? []);
        this.#auditAgain(roles, snapshot.read);
      },
      take: (step) => {
        this.#takeUp(step);
      },
      chooseRoles: (roles) => {
        this.#auditAgain(roles, snapshot.read);
      },
      readAgain: (read) => {
        this.#auditAgain(snapshot.roles, read);
      },
    };
  }

  #go(tab: Tab): void {
    if (tab === this.#look.tab) return;
    this.#look.tab = tab;
    this.#keepLook();
    this.#desk.changed = () => undefined;
    this.#evaluation.changed = () => undefined;
    this.#draw();
  }

  #takeUp(step: Step | undefined): void {
    if (step) this.#desk.change(takeUp(this.#desk.draft, step));
    this.#look.scroll.Balance = 0;
    this.#go('Balance');
  }

  #auditAgain(roles: RoleChoice, read: ReadChoice): void {
    this.#audit?.abort();
    const controller = new AbortController();
    this.#audit = controller;
    void this.#host.request('audit', { roles, read }, controller.signal).then(
      (snapshot) => {
        if (this.#audit === controller) this.take(snapshot);
      },
      () => undefined,
    );
  }

  #cancelAudit(): void {
    void this.#host.request('cancel', {}).catch(() => undefined);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      const state = this.#snapshot?.state;
      if (state?.kind === 'loading' || (state?.kind === 'report' && state.reading))
        this.#cancelAudit();
      else if (!this.#evaluation.cancel()) this.#desk.cancel();
    }
    const writes = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (writes && this.#look.tab === 'Balance' && this.#exact) {
      event.preventDefault();
      void this.#desk.write();
    }
  }

  /** Whether what is shown is of all rows. */
  get #exact(): boolean {
    const state = this.#snapshot?.state;
    return state?.kind === 'report' && !state.report.estimate;
  }

  #columns() {
    return this.#snapshot?.state.kind === 'report' ? this.#snapshot.state.report.columns : [];
  }

  #soon: ReturnType<typeof setTimeout> | undefined;

  #keepLookSoon(): void {
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => {
      this.#keepLook();
    }, 200);
  }

  /** The look, and the source by which the host brings the page back after a reload. */
  #keepLook(): void {
    this.#client.remember({ ...this.#look, uri: this.#snapshot?.uri });
  }
}

function banners(snapshot: PanelSnapshot, actions: StateActions): Child {
  const { stale, unsaved, name } = snapshot;
  if (!stale && !unsaved) return null;
  return h(
    'div',
    { class: 'banners' },
    stale &&
      banner(
        'warning',
        t`\`${name}\` changed at ${stale.changed}. These figures are from ${stale.audited}.`,
        { words: t('Audit Again'), press: actions.again },
      ),
    unsaved &&
      banner('info', t`Figures are from what is in the editor: \`${name}\` is not saved yet.`),
  );
}

function changedRoles(a: PanelSnapshot, b: PanelSnapshot): boolean {
  return JSON.stringify([a.roles, a.read]) !== JSON.stringify([b.roles, b.read]);
}
