import { EngineError } from '../problems';
import { outputAt } from '../plan/planned-table';
import { permutation } from '../random';
import { columnWith } from '../roles/roles';
import { cellText } from '../table/table';
import { read } from '../params/values';
import { weightColumn } from './class-facts';
import type { Exporter, ExportFacts } from './exporter';
import { provenanceOf } from './provenance';

/** Lines per piece of a file. */
const PIECE = 4096;

/** The rows of a recipe as a list that any loader can follow. */
export const samplerIndex: Exporter = {
  id: 'sampler-index',
  title: 'Row index',
  summary:
    'The rows of the recipe in their order, as numbers or ids, for any loader; one or more epochs.',
  cites: ['Okanovic et al. 2024, Repeated Random Sampling (RS2)'],
  needs: [],
  params: [
    {
      kind: 'choice',
      id: 'format',
      title: 'Format',
      summary: 'How the index is written.',
      default: 'jsonl',
      options: [
        { value: 'jsonl', title: 'JSON Lines' },
        { value: 'csv', title: 'CSV' },
        { value: 'ids', title: 'Ids of the id column, one per line' },
      ],
    },
    {
      kind: 'number',
      id: 'epochs',
      title: 'Epochs',
      summary: 'How often all rows are listed; from two on, each epoch is in an order of its own.',
      default: 1,
      min: 1,
      max: 10_000,
      integer: true,
    },
  ],
  fits: [
    { weighs: false, makes: false, repeats: true },
    { weighs: false, makes: false, drops: true },
  ],
  make(facts, values) {
    if (facts.plan.made?.count) {
      throw new EngineError(
        'bad-parameter',
        'Made rows are in no row of the source, so there is no index of them. Write the file, and index that.',
      );
    }
    const format = read.text(values, 'format');
    const id = columnWith(facts.roles, 'id');
    if (format === 'ids' && id === undefined) {
      throw new EngineError(
        'missing-role',
        'There is no id column: choose one, or another format.',
      );
    }
    const epochs = read.number(values, 'epochs')!;
    return {
      files: [
        {
          extension: format === 'ids' ? 'txt' : format,
          content: () => index(facts, format, epochs, id ?? -1),
        },
      ],
      notices: [],
    };
  },
};

function* index(facts: ExportFacts, format: string, epochs: number, id: number): Generator<string> {
  const { plan, table, tick, random } = facts;
  const weight = weightColumn(plan);
  const n = plan.rows.length;
  const copies = copyNumbers(plan.rows, table.rowCount);
  yield head(facts, format, epochs);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = epochs > 1 ? permutation(random.stream(`sampler-index/epoch/${epoch}`), n) : null;
    for (let from = 0; from < n; from += PIECE) {
      tick(epoch * n + from, epochs * n);
      const lines: string[] = [];
      for (let at = from; at < Math.min(n, from + PIECE); at++) {
        const output = order ? order[at]! : outputAt(plan, at);
        const row = plan.rows[output]!;
        const value = weight ? Number(weight.text(output)) : 1;
        if (format === 'ids') lines.push(cellText(table, row, id).replace(/[\r\n]+/g, ' '));
        else if (format === 'csv') lines.push([epoch, 0, row, copies[output]!, value].join(','));
        else {
          const line = { src: 0, row, copy: copies[output]!, weight: value };
          lines.push(JSON.stringify(epochs > 1 ? { epoch, ...line } : line));
        }
      }
      yield `${lines.join('\n')}\n`;
    }
  }
}

/** 0 for the first output of a source row, 1, 2 ... for repeats. */
function copyNumbers(rows: Uint32Array, rowCount: number): Uint32Array {
  const seen = new Uint32Array(rowCount);
  return rows.map((row) => seen[row]!++);
}

/** The first line: which file the rows are of. Ids stand for themselves and need none. */
function head(facts: ExportFacts, format: string, epochs: number): string {
  const { source } = facts.receipt;
  if (format === 'ids') return '';
  if (format === 'csv') return `# rows of sha256 ${source.sha256}\nepoch,src,row,copy,weight\n`;
  const line = { ballast: 1, epochs, rows: facts.plan.rows.length, recipe: provenanceOf(facts) };
  return `${JSON.stringify(line)}\n`;
}
