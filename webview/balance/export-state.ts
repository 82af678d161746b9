import type { RecipeShape } from '../../src/engine/exports/exporter';
import { changesOf } from '../../src/engine/method';
import { METHOD_CARDS } from '../../src/engine/methods/cards';
import type { ParamValue } from '../../src/engine/params/params';
import type { RowCounts } from '../../src/engine/preview/preview';
import type { Role } from '../../src/engine/roles/roles';
import type { ExportResult, WireFailure } from '../../src/protocol/messages';
import type { Draft } from './draft';

/** The export part: whether it is shown, what is chosen in it, and what came of it. */
export interface ExportState {
  readonly open: boolean;
  /** null: the first that fits the recipe. */
  readonly exporter: string | null;
  readonly values: Readonly<Record<string, ParamValue>>;
  readonly running: boolean;
  readonly failure: WireFailure | null;
  readonly done: ExportResult | null;
}

/** Closed, with nothing chosen. */
export const NO_EXPORT: ExportState = {
  open: false,
  exporter: null,
  values: {},
  running: false,
  failure: null,
  done: null,
};

/** What a draft comes to: `rows` are those of its preview. */
export function shapeOf(
  { steps }: Pick<Draft, 'steps'>,
  rows: RowCounts | undefined,
  roles: ReadonlySet<Role>,
): RecipeShape {
  const weighs = steps.some((step) => {
    const method = METHOD_CARDS.find(({ id }) => id === step.method);
    if (!method) return false;
    const defaults = Object.fromEntries(method.params.map((param) => [param.id, param.default]));
    return changesOf(method, { ...defaults, ...step.values }) === 'weights';
  });
  return {
    weighs,
    repeats: (rows?.repeated ?? 0) > 0,
    makes: (rows?.made ?? 0) > 0,
    drops: (rows?.removed ?? 0) > 0,
    roles,
  };
}
