import { cellFormat } from './cell-format';
import type { WriteText } from './kernel';
import type { Field } from './schema';

/** Writes values of a column as the table shows them. */
export function textWriter(field: Field): WriteText {
  const format = cellFormat(field.leaves[0]!.element);
  return (bytes, at, length, into) => {
    const text = format.text(bytes, at, at + length) ?? '';
    // Numbers and moments are written in ASCII.
    for (let i = 0; i < text.length; i++) bytes[into + i] = text.charCodeAt(i);
    return text.length;
  };
}
