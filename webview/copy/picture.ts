import { svg } from '../dom';

/** Space around the copied part, pixels. */
const MARGIN = 16;
/** Pixels of a picture for each pixel of the page. */
const SCALE = 2;
/** What decides how a shape looks; classes mean nothing outside the page. */
const LOOKS = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin'],
  ...['opacity', 'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor'],
];
/** Parts that act, and words for whoever does not see the chart. */
const LEFT_OUT =
  'vscode-button, vscode-dropdown, .copy, .seg, .sr, .right, .role, .plain-link, .under';

/**
 * A part of the page as a picture that needs no style sheet: boxes, lines and texts where the page has them, charts as
 * they are drawn. Texts stay text.
 */
export function pictureOf(part: HTMLElement): SVGSVGElement {
  const frame = part.getBoundingClientRect();
  const width = Math.ceil(frame.width) + 2 * MARGIN;
  // A part beside a taller one is stretched.
  const foot = Math.max(...[...part.children].map((child) => child.getBoundingClientRect().bottom));
  const height = Math.ceil(Math.min(frame.bottom, foot) - frame.top) + 2 * MARGIN;
  const picture = svg('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
  });
  const ground = getComputedStyle(document.body).backgroundColor;
  picture.append(svg('rect', { width, height, fill: ground }));
  take(part, picture, MARGIN - frame.left, MARGIN - frame.top);
  return picture;
}

/** A picture as PNG, at twice the size it has on the page. */
export async function pngOf(picture: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup(picture))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Number(picture.getAttribute('width')) * SCALE;
  canvas.height = Number(picture.getAttribute('height')) * SCALE;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => {
      if (blob) done(blob);
      else failed(new Error('The picture is too large.'));
    }, 'image/png');
  });
}

/** A picture as the text of an SVG file. */
export function markup(picture: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(picture);
}

function take(element: Element, picture: SVGSVGElement, dx: number, dy: number): void {
  const style = getComputedStyle(element);
  if (element.matches(LEFT_OUT) || style.display === 'none' || style.visibility === 'hidden')
    return;
  const box = element.getBoundingClientRect();
  if (element instanceof SVGSVGElement) {
    picture.append(drawing(element, box.left + dx, box.top + dy, box));
    return;
  }
  boxOf(style, box, picture, dx, dy);
  for (const child of element.childNodes) {
    if (child instanceof Element) take(child, picture, dx, dy);
    else if (child instanceof Text) textOf(child, style, picture, dx, dy);
  }
}

/** Ground and lines of one box. */
function boxOf(
  style: CSSStyleDeclaration,
  box: DOMRect,
  picture: SVGSVGElement,
  dx: number,
  dy: number,
): void {
  const place = { x: box.left + dx, y: box.top + dy, width: box.width, height: box.height };
  if (box.width === 0 || box.height === 0) return;
  const round = Number.parseFloat(style.borderTopLeftRadius) || 0;
  const rx = style.borderTopLeftRadius.endsWith('%')
    ? box.width / 2
    : Math.min(round, box.height / 2);
  const hatched = style.backgroundImage !== 'none' && style.borderTopStyle !== 'none';
  if (hatched)
    picture.append(svg('rect', { ...place, rx, fill: style.borderTopColor, 'fill-opacity': 0.35 }));
  else if (visible(style.backgroundColor))
    picture.append(svg('rect', { ...place, rx, fill: style.backgroundColor }));
  const right = place.x + place.width;
  const foot = place.y + place.height;
  const sides: [string, string, string, number[]][] = [
    [
      style.borderTopWidth,
      style.borderTopStyle,
      style.borderTopColor,
      [place.x, place.y, right, place.y],
    ],
    [
      style.borderRightWidth,
      style.borderRightStyle,
      style.borderRightColor,
      [right, place.y, right, foot],
    ],
    [
      style.borderBottomWidth,
      style.borderBottomStyle,
      style.borderBottomColor,
      [place.x, foot, right, foot],
    ],
    [
      style.borderLeftWidth,
      style.borderLeftStyle,
      style.borderLeftColor,
      [place.x, place.y, place.x, foot],
    ],
  ];
  for (const [wide, kind, stroke, [x1, y1, x2, y2]] of sides) {
    const thick = Number.parseFloat(wide);
    if (thick > 0 && kind !== 'none' && visible(stroke))
      picture.append(
        svg('line', {
          ...{ x1, y1, x2, y2, stroke },
          'stroke-width': thick,
          'stroke-dasharray': kind === 'dashed' ? '4 3' : null,
        }),
      );
  }
}

/** One line of text for each line that the page broke it into. */
function textOf(
  text: Text,
  style: CSSStyleDeclaration,
  picture: SVGSVGElement,
  dx: number,
  dy: number,
): void {
  const range = document.createRange();
  for (const { from, to } of linesOf(text, range)) {
    range.setStart(text, from);
    range.setEnd(text, to);
    const box = range.getBoundingClientRect();
    const words = text.data.slice(from, to).replace(/\s/g, ' ');
    if (words.trim() === '' || box.width === 0) continue;
    picture.append(
      svg(
        'text',
        {
          x: box.left + dx,
          y: box.top + ascentOf(style) + dy,
          'xml:space': 'preserve',
          fill: style.color,
          'font-family': style.fontFamily,
          'font-size': style.fontSize,
          'font-weight': style.fontWeight,
          textLength: box.width.toFixed(1),
          lengthAdjust: 'spacingAndGlyphs',
        },
        words,
      ),
    );
  }
}

const ruler = document.createElement('canvas').getContext('2d')!;

/** From the top of a line's box to its baseline, pixels. */
function ascentOf({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  ruler.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  return ruler.measureText('x').fontBoundingBoxAscent;
}

/** Where the lines of a text begin and end, by the place of each character. */
function linesOf(text: Text, range: Range): { from: number; to: number }[] {
  const lines: { from: number; to: number }[] = [];
  let from = 0;
  let top: number | undefined;
  for (let at = 0; at < text.length; at++) {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    if (top !== undefined && box.top - top > box.height / 2) {
      lines.push({ from, to: at });
      from = at;
    }
    top = box.top;
  }
  return [...lines, { from, to: text.length }];
}

/** A drawn chart with its looks written into it. */
function drawing(chart: SVGSVGElement, x: number, y: number, box: DOMRect): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = chart.querySelectorAll<SVGElement>('*');
  for (const [index, element] of [...copy.querySelectorAll<SVGElement>('*')].entries()) {
    const style = getComputedStyle(originals[index]!);
    for (const look of LOOKS) {
      const value = style.getPropertyValue(look);
      if (value !== '') element.setAttribute(look, value);
    }
    element.removeAttribute('class');
    element.removeAttribute('style');
  }
  const place = { x, y, width: box.width, height: box.height, overflow: 'visible' };
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  // An icon is drawn in the colour of the text around it.
  for (const look of ['color', 'fill', 'stroke', 'stroke-width']) {
    const value = getComputedStyle(chart).getPropertyValue(look);
    if (value !== '') copy.setAttribute(look, value);
  }
  for (const name of ['class', 'role', 'aria-label', 'aria-hidden']) copy.removeAttribute(name);
  return copy;
}

function visible(colour: string): boolean {
  return colour !== 'transparent' && !/,\s*0\)$|\/\s*0\)$/.test(colour);
}
