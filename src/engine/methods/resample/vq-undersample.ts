import { codebook } from '../../kernels/codebook';
import type { Method } from '../../method';
import { read } from '../../params/values';
import { MISSING_LABEL } from '../missing-label';
import { MISSING_VALUES } from './parts/distance-space';
import { SHUFFLE } from './parts/draw';
import { DECIMALS } from './parts/made-rows';
import { NEIGHBOUR_GUARDS } from './parts/neighbour-ground';
import { SCALE } from './parts/numeric-features';
import { representedPlan } from './parts/represented';
import { UNDER_STRATEGY } from './parts/under-sample';

/** Cluster centres for large files: a codebook that is learnt a chunk of rows at a time. */
export const vqUndersample: Method = {
  id: 'vq-undersample',
  family: 'resample',
  title: 'Codebook',
  summary: 'Of common classes the rows nearest to the codes of a codebook stay, learnt in chunks.',
  cites: [
    'Gersho and Gray 1992, Vector Quantization and Signal Compression',
    'Sculley 2010, Web-scale k-means clustering',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  params: [
    UNDER_STRATEGY,
    {
      kind: 'choice',
      id: 'keep',
      title: 'What stays',
      summary: 'The real row nearest to each code, or the mean of its rows as a made row.',
      default: 'nearest-real',
      options: [
        { value: 'nearest-real', title: 'The nearest rows' },
        { value: 'centroid', title: 'The means' },
      ],
    },
    {
      kind: 'number',
      id: 'chunk',
      title: 'Rows at a time',
      summary: 'How many rows are looked at together; memory follows it.',
      default: 50_000,
      min: 100,
      max: 10_000_000,
      integer: true,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'passes',
      title: 'Passes',
      summary: 'How often the codebook sees every row.',
      default: 2,
      min: 1,
      max: 100,
      integer: true,
      advanced: true,
    },
    SCALE,
    MISSING_VALUES,
    MISSING_LABEL,
    DECIMALS,
    SHUFFLE,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const options = {
      chunk: read.number(values, 'chunk')!,
      passes: read.number(values, 'passes')!,
    };
    return representedPlan(table, values, context, {
      operation: 'vq-undersample',
      made: read.text(values, 'keep') === 'centroid',
      codeColumn: '_vq_code',
      cluster(rows, k, name, { pointsOf }) {
        const points = {
          count: rows.length,
          chunk: (from: number, to: number) => pointsOf(rows.subarray(from, to)),
        };
        const stream = `vq-undersample/${name}`;
        return codebook(points, k, context.random, stream, context.tick, options);
      },
    });
  },
};
