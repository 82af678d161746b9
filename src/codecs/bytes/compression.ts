import type { Compression } from '../../engine/metric';

/** A compression around a whole file: how to tell it, and how files of it are called. */
interface Packing {
  readonly title: string;
  /** Lower case, without the dot; the first is the usual one. */
  readonly extensions: readonly [string, ...string[]];
  readonly magic: readonly number[];
}

/** Every compression that is read and written. */
export const PACKINGS: Readonly<Record<Compression, Packing>> = {
  gzip: { title: 'gzip', extensions: ['gz', 'gzip'], magic: [0x1f, 0x8b] },
  zstd: { title: 'zstandard', extensions: ['zst', 'zstd'], magic: [0x28, 0xb5, 0x2f, 0xfd] },
};

const COMPRESSIONS = Object.keys(PACKINGS) as Compression[];

/** The compression that the first bytes of a file are in. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  return COMPRESSIONS.find((id) => PACKINGS[id].magic.every((byte, at) => head[at] === byte));
}

/** The compression that a file's name promises: gzip of `train.csv.gz`. */
export function compressionNamed(name: string): Compression | undefined {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return COMPRESSIONS.find((id) => PACKINGS[id].extensions.includes(extension));
}

/** A name without the extension of a compression: `train.csv` of `train.csv.gz`. */
export function contentName(name: string): string {
  return compressionNamed(name) ? name.slice(0, name.lastIndexOf('.')) : name;
}
