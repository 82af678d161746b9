import type { ParamValue } from '../../src/engine/params';
import { EXPORTERS } from '../../src/engine/exports/index';
import type { ExportResult, WireFailure } from '../../src/protocol/messages';

/** The export part: whether it is shown, what is chosen in it, and what came of it. */
export interface ExportState {
  readonly open: boolean;
  readonly exporter: string;
  readonly values: Readonly<Record<string, ParamValue>>;
  readonly running: boolean;
  readonly failure: WireFailure | null;
  readonly done: ExportResult | null;
}

/** Closed, with the first exporter chosen. */
export const NO_EXPORT: ExportState = {
  open: false,
  exporter: EXPORTERS[0]!.id,
  values: {},
  running: false,
  failure: null,
  done: null,
};
