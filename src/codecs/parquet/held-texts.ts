import { UTF8 } from '../encodings/charset';
import type { HeldPart } from '../delimited/columns/part-column';
import { ByteList } from './byte-list';
import { cellFormat } from './cell-format';
import type { Field } from './schema';

/** A held column whose distinct values are bytes of the file, with their texts instead. */
export function heldTexts(held: HeldPart, field: Field): HeldPart {
  const { size, arena, offsets } = held;
  const { text } = cellFormat(field.leaves[0]!.element);
  const texts = new ByteList();
  const ends = new Uint32Array(size + 1);
  for (let code = 1; code < size; code++) {
    const written = UTF8.encode(text(arena, offsets[code]!, offsets[code + 1]!) ?? '');
    texts.append(written, 0, written.length);
    ends[code + 1] = texts.length;
  }
  return { ...held, arena: texts.view().slice(), offsets: ends };
}
