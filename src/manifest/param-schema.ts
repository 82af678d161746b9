import { perKind, type Param, type PerKind } from '../engine/params/params';

/** A JSON schema, as far as this folder needs one. */
export type Schema = Readonly<Record<string, unknown>>;

const texts: Schema = { type: 'array', items: { type: 'string' } };

const SCHEMA: PerKind<Schema> = {
  number: ({ default: value, min, max, integer }) => {
    const type = integer ? 'integer' : 'number';
    return {
      type: value === null ? [type, 'null'] : type,
      ...(min !== undefined && { minimum: min }),
      ...(max !== undefined && { maximum: max }),
    };
  },
  flag: () => ({ type: 'boolean' }),
  choice: ({ options }) => ({
    type: 'string',
    enum: options.map(({ value }) => value),
    enumDescriptions: options.map(({ title }) => title),
  }),
  column: () => ({ type: ['string', 'null'] }),
  columns: () => texts,
  strategy: () => ({
    anyOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'object', additionalProperties: { type: 'number' } },
      texts,
    ],
  }),
  text: () => ({ type: 'string' }),
  table: ({ of, min }) => {
    const numbers = {
      type: 'object',
      additionalProperties: { type: 'number', ...(min !== undefined && { minimum: min }) },
    };
    const table = of === 'columns' ? { type: 'object', additionalProperties: numbers } : numbers;
    return { anyOf: [table, { type: 'string' }] };
  },
  file: () => ({ type: ['string', 'null'] }),
};

/** The JSON schema of one parameter's value, with its default and summary. */
export function paramSchema(param: Param): Schema {
  return { ...perKind(SCHEMA, param), default: param.default, description: param.summary };
}
