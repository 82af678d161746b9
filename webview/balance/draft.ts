import type { GuardCode } from '../../src/engine/guards/guard';
import type { ParamValue } from '../../src/engine/params/params';
import type { Recipe, Step } from '../../src/engine/recipe/recipe';
import type { RoleChoice } from '../../src/engine/roles/roles';

/** A recipe being written. Every change makes a new draft. */
export interface Draft {
  readonly seed: number;
  readonly steps: readonly Step[];
  /** The step whose form is shown; `steps.length` means a step that has no method yet. */
  readonly at: number;
  /** Blocking guards that were passed on purpose. */
  readonly overrides: readonly GuardCode[];
}

/** A draft without steps. */
export const EMPTY: Draft = { seed: 0, steps: [], at: 0, overrides: [] };

/** Whether two drafts make the same file: which step is shown does not matter. */
export function sameRecipe(a: Draft | null, b: Draft): boolean {
  return a?.steps === b.steps && a.seed === b.seed && a.overrides === b.overrides;
}

/** The draft that was remembered for a file. */
export function restored(remembered: {
  readonly steps: readonly Step[];
  readonly seed: number;
}): Draft {
  const { steps, seed } = remembered;
  return { seed, steps, at: Math.max(0, steps.length - 1), overrides: [] };
}

/** Shows the form of another step. */
export function select(draft: Draft, at: number): Draft {
  return { ...draft, at: Math.max(0, Math.min(at, draft.steps.length)) };
}

/** Gives the shown step a method with its defaults; a step that has none yet is added. */
export function choose(draft: Draft, method: string): Draft {
  if (draft.steps[draft.at]?.method === method) return draft;
  const steps = [...draft.steps];
  steps[draft.at] = { method };
  return { ...draft, steps, overrides: [] };
}

/** Sets one value of the shown step; `undefined` goes back to the default. */
export function set(draft: Draft, id: string, value: ParamValue | undefined): Draft {
  const step = draft.steps[draft.at];
  if (!step) return draft;
  const rest = Object.entries(step.values ?? {}).filter(([name]) => name !== id);
  const values = Object.fromEntries(value === undefined ? rest : [...rest, [id, value]]);
  const changed: Step =
    Object.keys(values).length > 0 ? { method: step.method, values } : { method: step.method };
  return { ...draft, steps: draft.steps.map((each, i) => (i === draft.at ? changed : each)) };
}

/** Takes a step out; the one before it is shown. */
export function remove(draft: Draft, at: number): Draft {
  const steps = draft.steps.filter((_, i) => i !== at);
  const shown = draft.at > at || draft.at >= steps.length ? draft.at - 1 : draft.at;
  return { ...draft, steps, at: Math.max(0, shown), overrides: [] };
}

/** Moves a step one place earlier. */
export function earlier(draft: Draft, at: number): Draft {
  const before = draft.steps[at - 1];
  const step = draft.steps[at];
  if (!before || !step) return draft;
  const steps = draft.steps.map((each, i) => (i === at - 1 ? step : i === at ? before : each));
  return { ...draft, steps, at: draft.at === at ? at - 1 : draft.at === at - 1 ? at : draft.at };
}

/** Puts a method before the shown step (what a guard asks for), keeping the shown step shown. */
export function insertBefore(draft: Draft, method: string): Draft {
  const steps = [...draft.steps.slice(0, draft.at), { method }, ...draft.steps.slice(draft.at)];
  return { ...draft, steps, at: draft.at + 1, overrides: [] };
}

/** Takes up a remedy: the step that has its method already gets its values, else it is added at the end. */
export function takeUp(draft: Draft, step: Step): Draft {
  const at = draft.steps.findIndex((each) => each.method === step.method);
  if (at < 0)
    return { ...draft, steps: [...draft.steps, step], at: draft.steps.length, overrides: [] };
  return {
    ...draft,
    steps: draft.steps.map((each, i) => (i === at ? step : each)),
    at,
    overrides: [],
  };
}

/** Passes a blocking guard on purpose; the recipe records it. */
export function override(draft: Draft, code: GuardCode): Draft {
  if (draft.overrides.includes(code)) return draft;
  return { ...draft, overrides: [...draft.overrides, code] };
}

/** The recipe of a draft. */
export function recipeOf(draft: Draft, roles: RoleChoice): Recipe {
  const { seed, steps, overrides } = draft;
  return { seed, steps, roles, ...(overrides.length > 0 ? { overrides } : {}) };
}
