/** The share of planning before any was measured. */
const UNMEASURED = 0.15;
/** What is left of the bar for either half, however short it was last time. */
const LEAST = 0.02;

/** How long planning and counting took, so that the bar of the next preview tells them apart as they are. */
export class PlanningTimes {
  readonly #planning = new Map<string, number>();
  #counting: number | undefined;

  /**
   * The share of planning, 0..1, in planning and counting: what these methods took last time, else what others took on
   * average, beside the last counting.
   */
  share(methods: string): number {
    const known = [...this.#planning.values()];
    const mean = known.reduce((sum, ms) => sum + ms, 0) / known.length;
    const planning = this.#planning.get(methods) ?? mean;
    const share = planning / (planning + (this.#counting ?? NaN));
    return Number.isNaN(share) ? UNMEASURED : Math.min(1 - LEAST, Math.max(LEAST, share));
  }

  /** Milliseconds that planning these methods and counting what they plan took. */
  note(methods: string, planning: number, counting: number): void {
    this.#planning.set(methods, planning);
    this.#counting = counting;
  }
}
