import { RECIPE_VERSION } from '../engine/recipe/recipe-file';
import type { Method } from '../engine/method';
import type { Param } from '../engine/params/params';
import { ROLES } from '../engine/roles/roles';
import { paramSchema, type Schema } from './param-schema';

const texts: Schema = { type: 'array', items: { type: 'string' } };

/** The JSON schema of recipe files: what may be written by hand is described, the receipt is left open. */
export function recipeSchema(methods: readonly Method[], shared: readonly Param[]): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Ballast recipe',
    description: 'A seed and an ordered list of method calls, with the receipt of running it.',
    type: 'object',
    required: ['steps'],
    properties: {
      ballast: { const: RECIPE_VERSION, description: 'Format of this file.' },
      seed: {
        type: 'integer',
        minimum: 0,
        maximum: 4294967295,
        default: 0,
        description: 'Seed of the random numbers.',
      },
      roles: {
        type: 'object',
        description: 'Columns by name or #position; what is not given is guessed.',
        properties: {
          label: { type: ['string', 'null'], description: 'The column to predict; null: none.' },
          text: { type: 'string', description: 'The column of text.' },
          groups: { ...texts, description: 'Columns that group rows.' },
          features: { ...texts, description: 'Only these columns are features.' },
          others: {
            type: 'object',
            description: 'Any further column and its role.',
            additionalProperties: { enum: [...ROLES] },
          },
        },
      },
      steps: {
        type: 'array',
        minItems: 1,
        description: 'Methods in the order in which they are applied.',
        items: {
          type: 'object',
          required: ['method'],
          properties: {
            method: {
              enum: methods.map(({ id }) => id),
              enumDescriptions: methods.map(({ summary }) => summary),
            },
          },
          allOf: methods.map((method) => stepSchema(method, shared)),
        },
      },
      overrides: { ...texts, description: 'Blocking guards that are passed.' },
    },
  };
}

function stepSchema({ id, params }: Method, shared: readonly Param[]): Schema {
  const properties = Object.fromEntries(
    [...params, ...shared].map((param) => [param.id, paramSchema(param)]),
  );
  return {
    if: { properties: { method: { const: id } } },
    then: { properties: { values: { type: 'object', properties, additionalProperties: false } } },
  };
}
