import { normalText } from '../cells/normal-text';
import { heldKey, rowKey } from '../kernels/canonical-codes';
import type { HeldKey, RowKey } from '../kernels/row-hasher';
import type { ColumnProfile } from '../table/profile';
import { MISSING, type Column, type Table, type TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** Spellings that count as equal, as options of `normalise`. */
export const SPELLINGS = [
  { value: 'none', title: 'As written' },
  { value: 'trim', title: 'Without outer spaces: ` a` = `a`' },
  { value: 'case', title: 'Without case: `Yes` = `yes`' },
  { value: 'unicode', title: 'By Unicode compatibility: `ﬁ` = `fi`' },
  { value: 'digits', title: 'Any digit as 0: `v12` = `v34`' },
  { value: 'punctuation', title: 'Without punctuation: `a.b` = `ab`' },
  { value: 'n1', title: 'In one Unicode form, without outer spaces' },
  { value: 'n2', title: 'Also without case and repeated spaces: `A  b` = `a b`' },
  { value: 'n3', title: 'Also without punctuation and numbers: `a, b 7` = `A b`' },
] as const;

const RESPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  trim: (text) => text.trim(),
  case: (text) => text.toLowerCase(),
  unicode: (text) => text.normalize('NFKC'),
  digits: (text) => text.replace(/\p{Nd}/gu, '0'),
  punctuation: (text) => text.replace(/[\p{P}\p{S}]/gu, ''),
  n1: (text) => normalText(text, 'n1'),
  n2: (text) => normalText(text, 'n2'),
  n3: (text) => normalText(text, 'n3'),
};

/**
 * A column as it is compared: numbers by value (within `tolerance`: by the nearest multiple of it), other cells by
 * their text as respelled. @throws Cancelled (from tick)
 */
export function respelledKey(
  table: Table,
  index: number,
  profile: ColumnProfile,
  spelling: string,
  tolerance: number | null,
  tick: TableTick,
): RowKey {
  const numeric = profile.semantic === 'numeric';
  const respell = RESPELLINGS[spelling];
  if (numeric ? tolerance === null : !respell)
    return rowKey(table, index, profile, 'by-value', tick);
  const column = table.columns[index]!;
  const key = heldKey(column, profile, 'by-value', tick);
  const { numbers } = profile;
  if (numeric && numbers && tolerance !== null) {
    const steps = (code: number) => {
      const number = numbers[code]!;
      return Number.isFinite(number) ? Math.round(number / tolerance) : undefined;
    };
    return merged(column, key, steps, tick);
  }
  const respelled = (code: number) => respell!(column.dictionary.text(code));
  return respell ? merged(column, key, respelled, tick) : key;
}

/** Codes with equal values become one, the first. undefined: compared as before. */
function merged(
  { codes, dictionary }: Column,
  key: HeldKey,
  valueOf: (code: number) => string | number | undefined,
  tick: TableTick,
): HeldKey {
  const ticked = everyRow(tick);
  const canonical = new Uint32Array(dictionary.size);
  const codeOf = new Map<string | number, number>();
  for (let code = 0; code < dictionary.size; code++) {
    ticked(code, dictionary.size);
    const before = key.canonical ? key.canonical[code]! : code;
    const value = before === MISSING ? undefined : valueOf(before);
    const known = value === undefined ? before : codeOf.get(value);
    canonical[code] = known ?? before;
    if (value !== undefined && known === undefined) codeOf.set(value, before);
  }
  return { codes, size: dictionary.size, canonical };
}
