/** What an element can be made of; `null`, `undefined` and `false` add nothing, so conditions read inline. */
export type Child = Node | string | number | null | undefined | false | readonly Child[];

/** Attributes of an element. `on` holds listeners, `style` custom properties and sizes set through the CSSOM. */
export interface Attributes {
  readonly on?: Readonly<Record<string, (event: Event) => void>> | undefined;
  readonly style?: Readonly<Record<string, string>> | undefined;
  readonly [name: string]: unknown;
}

/** Makes an HTML element. Text is always text: nothing here parses markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K];
export function h(
  tag: string,
  attributes?: Attributes | null,
  ...children: readonly Child[]
): HTMLElement;
export function h(
  tag: string,
  attributes?: Attributes | null,
  ...children: readonly Child[]
): HTMLElement {
  return dress(document.createElement(tag), attributes ?? {}, children);
}

/** Makes an SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes?: Attributes | null,
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  return dress(element, attributes ?? {}, children);
}

/** Appends children as `h` does. */
export function append(parent: Element, children: Child): void {
  if (children === null || children === undefined || children === false) return;
  if (Array.isArray(children)) {
    for (const child of children as readonly Child[]) append(parent, child);
  } else if (typeof children === 'number') parent.append(String(children));
  else parent.append(children as Node | string);
}

/** Replaces everything inside an element. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

function dress<E extends HTMLElement | SVGElement>(
  element: E,
  attributes: Attributes,
  children: readonly Child[],
): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on' || name === 'style' || value === undefined || value === null) continue;
    if (value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, value] of Object.entries(attributes.style ?? {}))
    element.style.setProperty(name, value);
  for (const [name, listener] of Object.entries(attributes.on ?? {}))
    element.addEventListener(name, listener);
  append(element, children);
  return element;
}
