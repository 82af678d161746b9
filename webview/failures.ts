import { RequestFailed, toFailure } from '../src/protocol/endpoint';
import type { WireFailure } from '../src/protocol/messages';

/** Anything a request threw, as the wire says it. */
export function failureOf(error: unknown): WireFailure {
  return error instanceof RequestFailed ? error.failure : toFailure(error);
}

/** Cancelling is an outcome, not a failure to show. */
export function wasCancelled(error: unknown): boolean {
  return failureOf(error).code === 'cancelled';
}
