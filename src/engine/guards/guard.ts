import type { Method, MethodContext } from '../method';
import type { Plan } from '../plan/plan';
import type { Table } from '../table/table';
import type { Values } from '../params/params';

/** The guards of the method book that are built. */
export type GuardCode =
  | 'G-SPLIT'
  | 'G-CALIB'
  | 'G-ESS'
  | 'G-SUPPORT'
  | 'G-REPEAT'
  | 'G-TAIL'
  | 'G-SMALL'
  | 'G-DUP'
  | 'G-DIM'
  | 'G-TYPE'
  | 'G-MISS'
  | 'G-SENS'
  | 'G-STALE'
  | 'G-OVERLAP'
  | 'G-LABELS'
  | 'G-HALF'
  | 'G-COARSE'
  | 'G-SHRINK'
  | 'G-PARTS'
  | 'G-LEAK'
  | 'G-TIME'
  | 'G-MERGE'
  | 'G-EVIDENCE';

/** What a guard said. `passed` is shown as a tick; `block` stops Apply unless the recipe overrides that code. */
export interface GuardNote {
  readonly code: GuardCode;
  readonly level: 'passed' | 'note' | 'warning' | 'block';
  /** The rule in two or three words: "Split first." */
  readonly title: string;
  /** The consequence with its figures, one or two sentences. */
  readonly message: string;
  /** A method to run first, offered as a button. */
  readonly remedy?: string;
}

/** One rule over a planned change. Guards are declared on methods by code and run after `apply`. */
export interface Guard {
  readonly code: GuardCode;
  /** What it asks for, one sentence for METHODS.md. */
  readonly rule: string;
  /** True: judge the folded plan against the source, once; else each step against what it was given. */
  readonly whole?: true;
  check(subject: GuardSubject): GuardNote | undefined;
}

export interface GuardSubject {
  /** The step's method; of a whole recipe the last that declares the guard. */
  readonly method: Method;
  readonly table: Table;
  readonly plan: Plan;
  readonly values: Values;
  readonly context: MethodContext;
}
