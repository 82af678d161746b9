/** Finds again what has the focus, after the page was drawn anew. */
export type FocusMark = (root: ParentNode) => void;

/**
 * The control with the focus: by its own name (`data-keep`), else by its kind, its words and its place among those that
 * are alike. Undefined when nothing inside `root` has the focus.
 */
export function focusMark(root: HTMLElement): FocusMark | undefined {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !root.contains(focused)) return undefined;
  const kept = focused.closest('[data-keep]')?.getAttribute('data-keep');
  if (kept !== null && kept !== undefined)
    return (now) => {
      now.querySelector<HTMLElement>(`[data-keep="${CSS.escape(kept)}"]`)?.focus();
    };
  const alike = (within: ParentNode) =>
    [...within.querySelectorAll<HTMLElement>(focused.localName)].filter(
      (each) => wordsOf(each) === wordsOf(focused),
    );
  const place = alike(root).indexOf(focused);
  return (now) => {
    alike(now)[place]?.focus();
  };
}

function wordsOf(element: HTMLElement): string {
  return element.getAttribute('aria-label') ?? element.textContent;
}
