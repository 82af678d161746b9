import type { Contained } from '../../../contamination/compare-text';
import { normalText } from '../../../cells/normal-text';

/** Words shown of a long run. */
const MOST = 40;

/** The longest run of words that a text shares with an item, as it is compared: without case, punctuation and numbers. */
export function runText(text: string, { at, run }: Pick<Contained, 'at' | 'run'>): string {
  const words = normalText(text, 'n3')
    .split(' ')
    .slice(at, at + run);
  return words.length > MOST ? `${words.slice(0, MOST).join(' ')} …` : words.join(' ');
}
