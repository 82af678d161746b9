/** Words that say little by themselves. */
const STOP_WORDS = new Set(
  `a about above after again against all also am an and any are aren't as at be because been before being below between
both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each else ever every few
for from further get got had hadn't has hasn't have haven't having he her here hers herself him himself his how however
i if in into is isn't it its itself just let like may me might more most much must mustn't my myself no nor not now of
off on once one only or other our ours ourselves out over own per same shall she should shouldn't since so some still
such than that that's the their theirs them themselves then there these they this those through to too under until up
upon us very was wasn't we were weren't what when where whether which while who whom whose why will with within without
won't would wouldn't yes yet you your yours yourself yourselves`.split(/\s+/),
);

const WORD = /\p{L}[\p{L}']*\p{L}/gu;
const SHORTEST = 3;

/** The different words of a text that say something: lower case, three letters or more, no stop words; at most `most`. */
export function contentWords(text: string, most: number): string[] {
  const found = new Set<string>();
  for (const [word] of text.toLowerCase().matchAll(WORD)) {
    if (word.length < SHORTEST || STOP_WORDS.has(word)) continue;
    found.add(word);
    if (found.size === most) break;
  }
  return [...found];
}

const QUESTION = /[^.!?\n]*\?/gu;

/** The first two words of every question in a text, lower case, each once. */
export function questionTypes(text: string): string[] {
  const found = new Set<string>();
  for (const [question] of text.matchAll(QUESTION)) {
    const words = question.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
    if (words.length > 1) found.add(words.slice(0, 2).join(' '));
  }
  return [...found];
}
