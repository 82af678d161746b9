/** Items drawn beyond each edge of the window. */
const BEYOND = 12;

/** A long list of which only the part in the window is drawn. */
export interface Windowed {
  readonly count: number;
  /** Height of an item in pixels; all are equally high. */
  readonly height: number;
  draw(index: number): HTMLElement;
  /** An empty element that can stand among the items and be given a height. */
  spacer(): { readonly host: HTMLElement; readonly sized: HTMLElement };
  /** What scrolls: an ancestor with a height of its own, or the page. */
  readonly scroller?: HTMLElement;
  /** An item that stays although it is far away, besides one that holds the focus. */
  stays?(index: number): boolean;
  /** Hears which items are drawn, from the first to before the last. */
  moved?(from: number, to: number): void;
}

/** A list that is being shown. */
export interface Shown {
  /** Draws items anew, if they are drawn: from the first to before the last. */
  redraw(from: number, to: number): void;
}

/**
 * Keeps of a long list in `host` only the items near the window in the page, and the rest as empty space of their height.
 * An item that holds the focus stays. It ends when the host leaves the page.
 */
export function windowed(host: HTMLElement, list: Windowed): Shown {
  const { count, height, draw, scroller, stays, moved } = list;
  const [before, after] = [list.spacer(), list.spacer()];
  const drawn = new Map<number, HTMLElement>();
  host.replaceChildren(before.host, after.host);
  const update = () => {
    const top = before.host.getBoundingClientRect().top;
    const view = scroller?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
    const index = (y: number) => Math.floor((y - top) / height);
    const to = Math.max(0, Math.min(count, index(view.bottom) + 1 + BEYOND));
    const from = Math.min(to, Math.max(0, index(view.top) - BEYOND));
    for (const [at, element] of drawn) {
      if ((at >= from && at < to) || stays?.(at)) continue;
      if (element.contains(document.activeElement)) continue;
      element.remove();
      drawn.delete(at);
    }
    let next: Element = after.host;
    for (let at = to - 1; at >= from; at--) {
      let element = drawn.get(at);
      if (!element) {
        element = draw(at);
        drawn.set(at, element);
        next.before(element);
      }
      next = element;
    }
    // One that stayed stands before or behind the others and takes a row of the empty space.
    const indices = [...drawn.keys()];
    const above = indices.filter((at) => at < from).length;
    const below = indices.filter((at) => at >= to).length;
    before.sized.style.setProperty('height', `${String((from - above) * height)}px`);
    after.sized.style.setProperty('height', `${String((count - to - below) * height)}px`);
    moved?.(from, to);
  };
  let asked = 0;
  const ask = () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      if (before.host.parentElement === host && host.isConnected) update();
      else leave();
    });
  };
  const target: EventTarget = scroller ?? window;
  const leave = () => {
    target.removeEventListener('scroll', ask);
    window.removeEventListener('resize', ask);
  };
  target.addEventListener('scroll', ask, { passive: true });
  window.addEventListener('resize', ask);
  after.sized.style.setProperty('height', `${String(count * height)}px`);
  // Where the host stands is known once it is in the page.
  requestAnimationFrame(update);
  return {
    redraw(from, to) {
      for (const [at, element] of drawn) {
        if (at < from || at >= to) continue;
        const fresh = draw(at);
        element.replaceWith(fresh);
        drawn.set(at, fresh);
      }
    },
  };
}
