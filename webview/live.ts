import { h } from './dom';

const region = h('div', { class: 'sr', role: 'status', 'aria-live': 'polite' });

/** The polite live region; put into the page once. */
export function liveRegion(): HTMLElement {
  return region;
}

/** Says a sentence once: a finished phase, a new preview. Never every percent. */
export function say(sentence: string): void {
  if (region.textContent !== sentence) region.textContent = sentence;
}
