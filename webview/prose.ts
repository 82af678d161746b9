import { h } from './dom';
import { spans, type Span } from './text/spans';
import { t } from '../src/engine/language';

/** A message as nodes: names and values of the file in the editor's font, everything as text. */
export function prose(message: string): (string | HTMLElement)[] {
  return spans(message).map(node);
}

function node(span: Span): string | HTMLElement {
  if (span.kind === 'code') return h('code', {}, span.text);
  if (span.kind === 'strong') return h('b', {}, (span.parts ?? []).map(node));
  return span.text;
}

/** A cell of the file: its text, or the word "empty". */
export function cell(text: string): string | HTMLElement {
  return text === '' ? h('span', { class: 'muted' }, t('empty')) : text;
}
