import type { ByteSource } from '../bytes';

/** The source as if it ended at byte `end`. */
export function sourceUpTo(source: ByteSource, end: number): ByteSource {
  if (end >= source.size) return source;
  return {
    name: source.name,
    size: end,
    read: (position, into) =>
      source.read(position, into.subarray(0, Math.max(0, Math.min(into.length, end - position)))),
  };
}
