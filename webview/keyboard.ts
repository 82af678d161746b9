const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/**
 * Makes a set of marks one tab stop: arrows, Home and End move inside it. With `choose`, moving also presses
 * (tabs, segments, lists whose choice shows at the side).
 */
export function rove(host: HTMLElement, selector: string, choose = false): void {
  host.addEventListener('keydown', (event) => {
    const marks = [...host.querySelectorAll<HTMLElement>(selector)];
    const at = marks.findIndex((mark) => mark === document.activeElement);
    if (at < 0) return;
    const to = target(event.key, at, marks.length);
    if (to < 0) return;
    event.preventDefault();
    for (const [index, mark] of marks.entries()) mark.tabIndex = index === to ? 0 : -1;
    marks[to]?.focus();
    if (choose) marks[to]?.click();
  });
}

function target(key: string, at: number, length: number): number {
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  const step = STEPS[key];
  return step === undefined ? -1 : (at + step + length) % length;
}
