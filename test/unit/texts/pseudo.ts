const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const MARKED = [...'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖƤɊŘŠŢÛṼŴẊŶŽåƀçðéƒĝĥîĵķļɱñöþɋřšţûṽŵẋŷž'];

/** A language for tests: every text of the bundle with other letters; values and code spans stay as they are. */
export function pseudoBundle(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(texts).map((text) => [text, pseudo(text)]));
}

function pseudo(text: string): string {
  return text
    .split(/(`[^`]*`|\{\d+\}|<\*>)/)
    .map((part, at) =>
      at % 2 ? part : part.replace(/[A-Za-z]/g, (c) => MARKED[PLAIN.indexOf(c)]!),
    )
    .join('');
}

/** Words of a text that are English still: no code spans, and none of `known`. */
export function leftInEnglish(text: string, known: ReadonlySet<string>): string[] {
  const words = text.replace(/`[^`]*`/g, ' ').match(/[\p{L}\p{N}_.-]+/gu) ?? [];
  return words.filter((word) => /^[A-Za-z][a-z]+$/.test(word) && !known.has(word));
}
