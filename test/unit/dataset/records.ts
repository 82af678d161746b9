const [LF, CR, QUOTE] = [10, 13, 34];

/**
 * The records of delimited text as bytes without their terminators, blank lines left out: an oracle that knows nothing
 * but quotes and line ends.
 */
export function recordsOf(bytes: Uint8Array): Buffer[] {
  const records: Buffer[] = [];
  let start = hasBom(bytes) ? 3 : 0;
  let quoted = false;
  const end = (at: number) => {
    if (at > start) records.push(Buffer.from(bytes.subarray(start, at)));
  };
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) quoted = !quoted;
    if (quoted || (bytes[at] !== LF && bytes[at] !== CR)) continue;
    end(at);
    if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    start = at + 1;
  }
  end(bytes.length);
  return records;
}

/** Whether a text begins with the UTF-8 byte order mark. */
export function hasBom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
