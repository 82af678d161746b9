import { t } from './language';

/** Where in the source file something was found. Rows are 0-based data rows; lines and bytes are 0-based too. */
export interface Place {
  readonly row?: number;
  readonly column?: number;
  readonly line?: number;
  readonly byte?: number;
}

/** `error`: figures from this file would be wrong; `warning`: likely to harm; `info`: worth knowing. */
export type Severity = 'info' | 'warning' | 'error';

/** Severities from mildest to worst, for sorting and for `--fail-on`. */
export const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error'];

/** Something a codec met while reading. Bad data is reported here and never thrown, and no row is dropped for it. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
  readonly place?: Place;
  /** How many more like it there are beyond this one (the first is kept, the rest counted). */
  readonly more?: number;
}

/** The closed list of reasons for which the engine refuses work. Tests assert these, not sentences. */
export type EngineErrorCode =
  | 'bad-parameter'
  | 'unknown-parameter'
  | 'unknown-method'
  | 'unknown-metric'
  | 'unknown-exporter'
  | 'unknown-column'
  | 'unknown-class'
  | 'missing-role'
  | 'one-class'
  | 'too-many-classes'
  | 'bad-strategy'
  | 'too-few-rows'
  | 'no-numeric-feature'
  | 'no-nominal-feature'
  | 'no-border'
  | 'no-cluster'
  | 'missing-values'
  | 'bad-weights'
  | 'bad-recipe'
  | 'guard-blocked'
  | 'ragged-rows'
  | 'unreadable'
  | 'unsupported-format'
  | 'unwritable'
  | 'disk-full'
  | 'source-changed'
  | 'too-large'
  | 'worker-died';

/** A refusal with a code to test and one sentence to show: what is wrong, where, and what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly place: Place | undefined;

  constructor(code: EngineErrorCode, message: string, place?: Place) {
    super(message);
    this.code = code;
    this.place = place;
  }
}

/** Thrown by `tick` when the user cancelled. It is an outcome, not a failure: nothing is reported and nothing is left. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';

  constructor() {
    super(t('Cancelled.'));
  }
}
