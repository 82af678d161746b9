/** One line of a digest: a figure with its name, in the section it belongs to. */
export interface DigestLine {
  readonly section: string;
  readonly name: string;
  readonly value: string;
}

/** What of a report is kept and compared: a few kilobytes, whatever the file's size. Texts hold no backticks. */
export interface Digest {
  readonly name: string;
  readonly sha256: string;
  readonly tone: 'error' | 'uneven' | 'warning' | 'fine';
  /** The verdict in one sentence, without a full stop. */
  readonly sentence: string;
  readonly lines: readonly DigestLine[];
}
