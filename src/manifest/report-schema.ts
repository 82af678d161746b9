import { AUDIT_VERSION } from '../engine/audit';
import type { Metric } from '../engine/metric';
import { SEVERITIES } from '../engine/problems';
import { ROLES } from '../engine/roles/roles';
import type { Schema } from './param-schema';

const count: Schema = { type: 'integer', minimum: 0 };
const text: Schema = { type: 'string' };
const yes: Schema = { const: true };

function object(
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const listOf = (items: Schema): Schema => ({ type: 'array', items });

const place = object({}, { row: count, column: count, line: count, byte: count });
const severity: Schema = { enum: [...SEVERITIES] };

const dialect = object({
  delimiter: text,
  quote: text,
  header: { type: 'boolean' },
  skipInitialSpace: { type: 'boolean' },
  newline: { enum: ['\n', '\r\n', '\r'] },
  finalNewline: { type: 'boolean' },
  bom: { type: 'boolean' },
});

const source = object(
  {
    name: text,
    path: text,
    format: text,
    bytes: count,
    rows: count,
    sha256: { type: 'string', pattern: '^([0-9a-f]{64})?$' },
    encoding: text,
    encodingGuessed: { type: 'boolean' },
    headerCertain: { type: 'boolean' },
    blankLines: count,
    raggedRows: count,
  },
  { files: count, compression: { enum: ['gzip', 'zstd'] }, dialect },
);

const column = object(
  {
    name: text,
    type: described(text, 'What the cells are written as: integer, float, bool, date, text ...'),
    semantic: described(text, 'What they are used as: numeric, categorical, free-text ...'),
    role: { enum: [...ROLES] },
    guessed: described({ type: 'boolean' }, 'The role was guessed.'),
    missing: count,
    distinct: count,
  },
  { distinctEstimated: described(yes, '`distinct` is within a few per cent.') },
);

const remedy = object({ method: text }, { values: { type: 'object' }, why: text });

const alert = object(
  {
    metric: text,
    code: text,
    severity,
    title: described(text, 'A fact with its number; names and values in backticks.'),
    message: described(text, 'Why it matters, and what to do.'),
    columns: described(listOf(count), 'Indices of the columns concerned, worst first.'),
    remedies: described(listOf(remedy), 'Methods that answer it, best first.'),
  },
  {
    value: { type: ['number', 'null'] },
    threshold: { type: ['number', 'null'] },
    rowCount: described(count, 'Rows concerned; absent when it is the whole file.'),
    evidence: described(text, 'Key of the rows that prove it.'),
    rows: described(listOf(count), 'The first of these rows, counted from 0.'),
    ignore: described(listOf(count), 'Columns whose role `ignored` answers it.'),
    remedy: described(text, 'The first of its remedies that is a method.'),
  },
);

const problem = object({ code: text, severity, message: text }, { place, more: count });

/** The JSON schema of audits as `--format json` prints them; figures of metrics are described on the page of metrics. */
export function reportSchema(metrics: readonly Metric[]): Schema {
  const figures = metrics.map(({ id, summary }) => [id, { type: 'object', description: summary }]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Ballast audit',
    ...object(
      {
        version: { const: AUDIT_VERSION },
        source,
        columns: listOf(column),
        metrics: {
          type: 'object',
          description: 'Figures by metric; `notApplicable` says why there are none.',
          properties: Object.fromEntries(figures) as Record<string, Schema>,
          additionalProperties: false,
        },
        alerts: listOf(alert),
        problems: described(listOf(problem), 'What was odd about the file itself.'),
      },
      {
        $schema: text,
        estimate: described(
          object({ rows: count, ofAbout: count }),
          'Only so many rows were read; every figure is theirs.',
        ),
      },
    ),
  };
}
