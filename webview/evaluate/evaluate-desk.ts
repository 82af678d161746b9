import type { Candidate, Evaluation } from '../../src/engine/evaluation/evaluation';
import type { ScoreId } from '../../src/engine/evaluation/scores';
import type { ParamValue } from '../../src/engine/params/params';
import type { RoleChoice } from '../../src/engine/roles/roles';
import type { Progress, WireFailure } from '../../src/protocol/messages';
import { failureOf, wasCancelled } from '../failures';
import type { Host } from '../host';

/** Remedies under trial: what was chosen, what runs, what came out. It outlives the view. */
export class EvaluateDesk {
  /** Ids of the methods to try; null until the user chose: the usual ones. */
  chosen: ReadonlySet<string> | null = null;
  /** Whether the recipe of Balance is tried too. */
  withRecipe = true;
  values: Readonly<Record<string, ParamValue>> = {};
  /** The score that is looked at; null: the one that was asked for. */
  score: ScoreId | null = null;
  result: Evaluation | null = null;
  running = false;
  failure: WireFailure | null = null;
  /** Called when `result`, `running` or `failure` changed. */
  changed: () => void = () => undefined;
  /** Called with progress while it runs. */
  heard: (progress: Progress) => void = () => undefined;

  readonly #host: Host;
  readonly #roles: () => RoleChoice;
  #controller: AbortController | undefined;

  constructor(host: Host, roles: () => RoleChoice) {
    this.#host = host;
    this.#roles = roles;
  }

  /** Takes a changed setting; undefined goes back to the default. */
  set(id: string, value: ParamValue | undefined): void {
    const values = Object.fromEntries(Object.entries(this.values).filter(([key]) => key !== id));
    this.values = value === undefined ? values : { ...values, [id]: value };
    if (id === 'score') this.score = null;
  }

  hear(progress: Progress): void {
    if (this.running) this.heard(progress);
  }

  /** Forgets what came out: the table under it changed. */
  outdate(): void {
    this.#controller?.abort();
    this.#controller = undefined;
    this.result = null;
    this.failure = null;
    this.running = false;
  }

  /** Stops what runs. Returns whether anything did. */
  cancel(): boolean {
    if (!this.running) return false;
    this.#controller?.abort();
    return true;
  }

  /** Tries remedies on the file; what came out before stays until then. */
  async run(candidates: readonly Candidate[], seed: number): Promise<void> {
    if (this.running) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.#show({ running: true, failure: null });
    const asked = { candidates, seed, roles: this.#roles(), values: this.values };
    try {
      const result = await this.#host.request('evaluate', asked, controller.signal);
      if (this.#controller !== controller) return;
      this.result = result;
      this.#show({ running: false, failure: null });
    } catch (error) {
      if (this.#controller !== controller) return;
      this.#show({ running: false, failure: wasCancelled(error) ? null : failureOf(error) });
    }
  }

  #show(state: { readonly running: boolean; readonly failure: WireFailure | null }): void {
    this.running = state.running;
    this.failure = state.failure;
    this.changed();
  }
}
