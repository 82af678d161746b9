/** A piece of a sentence: plain words, something from the file (`code`), or a stressed part. */
export interface Span {
  readonly kind: 'text' | 'code' | 'strong';
  readonly text: string;
  /** The pieces of a stressed part. */
  readonly parts?: readonly Span[];
}

/**
 * Splits a message into spans: `code` in backticks, **strong** in double stars (which may hold code). An unpaired mark
 * stays as it is written.
 */
export function spans(message: string): Span[] {
  const found: Span[] = [];
  let rest = 0;
  for (const match of message.matchAll(/`([^`]*)`|\*\*((?:`[^`]*`|[^`*])+)\*\*/g)) {
    if (match.index > rest) found.push({ kind: 'text', text: message.slice(rest, match.index) });
    const [whole, code, strong] = match;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (strong !== undefined)
      found.push({ kind: 'strong', text: plain(strong), parts: spans(strong) });
    rest = match.index + whole.length;
  }
  if (rest < message.length) found.push({ kind: 'text', text: message.slice(rest) });
  return found;
}

/** The message without its marks, for names that are read aloud and for tooltips. */
export function plain(message: string): string {
  return message.replaceAll('`', '').replaceAll('**', '');
}
