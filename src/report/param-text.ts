import { perKind, type Param, type PerKind } from '../engine/params/params';
import { TABLE_WORDS } from '../engine/params/values';

/** What a value may be, per parameter kind. */
const VALUE: PerKind<string> = {
  number: ({ min, max, integer }) => {
    const what = integer ? 'whole number' : 'number';
    if (min !== undefined && max !== undefined) return `${what} from ${min} to ${max}`;
    if (min !== undefined) return `${what} from ${min}`;
    return max === undefined ? what : `${what} up to ${max}`;
  },
  flag: () => 'true or false',
  choice: ({ options }) => options.map(({ value }) => value).join(', '),
  column: () => 'column',
  columns: () => 'columns, with commas',
  strategy: () => 'word, number, class=count,... or a JSON list of classes',
  text: () => 'text',
  table: (param) => `${TABLE_WORDS[param.of]}, JSON, or @file`,
  file: () => 'path',
};

/** What a parameter takes, as the command line and METHODS.md word it. */
export function paramValueText(param: Param): string {
  return perKind(VALUE, param);
}

/** The default as it would be typed; `none` where nothing is set. */
export function paramDefaultText({ default: value }: Param): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'object' && Object.keys(value).length === 0) return 'none';
  return Array.isArray(value) ? value.join(',') : String(value);
}
