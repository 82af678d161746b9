/** Words that stand for an order, lowest first; levels with several spellings are parted by `/`. */
const SCALES = [
  'very low, low, moderate / medium / mid / middle / average / normal, high, very high',
  'none, minimal, mild / minor, moderate, severe / major, critical / extreme',
  'xxs, xs / extra small, s / small, m / medium, l / large, xl / extra large, xxl',
  'never, rarely / seldom, sometimes / occasionally, often / usually / frequently, always',
  'strongly disagree, disagree, neutral / undecided / neither agree nor disagree, agree, strongly agree',
  'very negative, negative, neutral, positive, very positive',
  'very dissatisfied, dissatisfied, neutral, satisfied, very satisfied',
  'very bad / terrible, bad / poor, fair / ok / average, good, very good, premium, excellent / ideal / great',
  'f, e, d-, d, d+, c-, c, c+, b-, b, b+, a-, a, a+',
  'beginner / novice, elementary, intermediate, advanced, expert',
  'trivial / very easy, easy, medium / moderate / normal, hard / difficult, very hard / very difficult',
  'bronze, silver, gold, platinum, diamond',
  'stage 0, stage i / stage 1, stage ii / stage 2, stage iii / stage 3, stage iv / stage 4',
  'grade 1, grade 2, grade 3, grade 4, grade 5',
  'unlikely, possible, likely, very likely / certain',
].map((scale) => scale.split(',').map((level) => level.split('/').map((word) => word.trim())));

/** Fewer levels are a yes and a no, and more are amounts. */
const FEWEST = 3;
const MOST = 20;

/**
 * The places of values in their order, when they are ordered by what they are called: the whole numbers 1 .. K, or
 * words of one known scale. Undefined for anything else.
 */
export function orderedLevels(
  values: readonly string[],
): { readonly kind: 'numbers' | 'words'; readonly order: readonly number[] } | undefined {
  if (values.length < FEWEST || values.length > MOST) return undefined;
  const places = values.map((_, i) => i);
  const numbers = values.map((value) => (/^\d+$/.test(value.trim()) ? Number(value) : NaN));
  const ranked = [...places].sort((a, b) => numbers[a]! - numbers[b]!);
  if (ranked.every((place, i) => numbers[place] === i + 1)) {
    return { kind: 'numbers', order: ranked };
  }
  const words = values.map((value) =>
    value
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, ' '),
  );
  for (const scale of SCALES) {
    const ranks = words.map((word) => scale.findIndex((level) => level.includes(word)));
    if (ranks.includes(-1) || new Set(ranks).size < ranks.length) continue;
    return { kind: 'words', order: [...places].sort((a, b) => ranks[a]! - ranks[b]!) };
  }
  return undefined;
}
