/** SHA-256 of a UTF-8 text, as a port: the shell has one, the engine has no dependency. Returns 32 bytes. */
export type Sha256 = (text: string) => Uint8Array;

/** The generator's name and version: a file format of its own, written into every recipe and frozen by golden values. */
export const GENERATOR = 'ballast/1';

/**
 * Counter-based random numbers: `uniform(stream, index)` depends on the seed, the stream's name and the index alone,
 * so results do not depend on chunk size, worker count or order of evaluation. SplitMix64 finaliser over a SHA-256 key.
 */
export interface Random {
  readonly seed: number;
  stream(name: string): RandomStream;
}

/** One named stream of numbers in [0, 1), each a multiple of 2^-53. */
export interface RandomStream {
  readonly key: bigint;
  uniform(index: number): number;
}
