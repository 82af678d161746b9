import type { AuditColumn } from '../../src/engine/audit';
import type { Param, ParamValue } from '../../src/engine/params/params';
import { resolveValues } from '../../src/engine/params/values';
import { h, type Child } from '../dom';
import { t } from '../../src/engine/language';
import { failureOf } from '../failures';
import { prose } from '../prose';

/** What a field needs besides its parameter. */
export interface FieldContext {
  /** The value in the recipe, or undefined for the default. */
  readonly value: ParamValue | undefined;
  readonly columns: readonly AuditColumn[];
  /** Classes of the label, largest first; empty without a label. */
  readonly classes: readonly { readonly value: string; readonly count: number }[];
  /** Takes a valid value; undefined goes back to the default. */
  change(value: ParamValue | undefined): void;
}

/** The control of a parameter. */
export type Field = (context: FieldContext) => HTMLElement;

/** A field's frame: label at the left, control, hint below; `say` puts a refusal in the hint's place. */
export function framed(
  param: Param,
  hint: Child,
  control: (say: (refusal: string | null) => void) => HTMLElement,
): HTMLElement {
  const note = h('span', { class: 'hint', id: `hint-${param.id}` }, hint);
  const frame = h('div', { class: 'field', 'data-param': param.id });
  const made = control((refusal) => {
    frame.classList.toggle('refused', refusal !== null);
    made.setAttribute('aria-invalid', String(refusal !== null));
    note.replaceChildren();
    if (refusal === null) note.append(...nodes(hint));
    else note.append(...prose(refusal));
  });
  made.setAttribute('aria-describedby', note.id);
  frame.append(h('span', { class: 'flabel', title: param.summary }, param.title), made, note);
  return frame;
}

function nodes(hint: Child): (Node | string)[] {
  const holder = h('span', {}, hint);
  return [...holder.childNodes];
}

/** Checks a value as the engine would: the refusal in words, or null when it is taken. */
export function refusal(param: Param, value: ParamValue): string | null {
  try {
    resolveValues([param], { [param.id]: value });
    return null;
  } catch (error) {
    return failureOf(error).message.replace(t`\`${param.id}\` must be`, t('Must be'));
  }
}
