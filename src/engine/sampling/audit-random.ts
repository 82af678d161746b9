import type { RandomStream } from '../random';
import { splitMixUniform } from '../kernels/splitmix64';

/**
 * Streams of the generator at seed 0, as audits draw from them: a report has no seed of its own. Their keys are the
 * first 8 bytes of SHA-256("ballast/1|0|name"), written down so that metrics need no hash; a test computes them.
 */
export const AUDIT_STREAMS = {
  'audit/sample': [0x88f2649f, 0xe7dd5c30],
  'audit/folds': [0xa8950ccf, 0x4c064851],
  'audit/permuted': [0x6637e49c, 0x6ece93bf],
  'audit/review': [0x487fc0f0, 0x2273293a],
  'row-order/points': [0x000bc42c, 0xdeab7c25],
  'row-order/places': [0x7e82fdd2, 0xeeae13ac],
  'length-imbalance/shuffle': [0xd2048929, 0xdea2d15e],
  'subclass-structure/start': [0xd73deefc, 0x4554f236],
} as const satisfies Record<string, readonly [number, number]>;

/** A stream of uniform numbers in [0, 1) by its name. */
export function auditStream(name: keyof typeof AUDIT_STREAMS): RandomStream {
  const [high, low] = AUDIT_STREAMS[name];
  return {
    key: (BigInt(high) << 32n) | BigInt(low),
    uniform: (index) => splitMixUniform(high, low, index),
  };
}
