import type { Method } from '../../method';
import { NO_ROW } from '../../plan/plan';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { nothingMade } from './parts/class-making';
import { clipToRange } from './parts/clip';
import type { ClassMaking } from './parts/join-makings';
import { roundHalfEven } from './parts/made-rows';
import { fitPolynomial } from './parts/polynomial';
import { Space } from './parts/space';
import type { Target } from './parts/strategy';
import { synthesise, type Ground, type MakeClass, type Synthesis } from './parts/synthesis';
import { SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';
import { lineAt, lineCount, type Line, type Topology } from './parts/topology';
import { t } from '../../language';

/** Makes rows on lines or curves through the rows of a rare class. */
export const polynomFitSmote: Method = {
  id: 'polynom-fit-smote',
  family: 'resample',
  title: 'Polynomial fitting SMOTE',
  summary: 'New rows on lines through rare rows: to their middle, from row to row, or on a curve.',
  cites: [
    'Gazzah and Essoukri Ben Amara 2008, New oversampling approaches based on polynomial fitting',
    'Kovács 2019, smote-variants',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    {
      kind: 'choice',
      id: 'topology',
      title: 'Kind of lines',
      summary:
        'From each row to the mean; from row to row in the order of their means; between all pairs; or one curve along that order.',
      default: 'star',
      options: [
        { value: 'star', title: 'Star' },
        { value: 'bus', title: 'Bus' },
        { value: 'mesh', title: 'Mesh' },
        { value: 'poly', title: 'Curve' },
      ],
    },
    {
      kind: 'number',
      id: 'degree',
      title: 'Degree',
      summary: 'The degree of the curve; other lines have none.',
      default: 3,
      min: 1,
      max: 20,
      integer: true,
      advanced: true,
    },
  ]).filter(({ id }) => id !== 'baseSampling'),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) => synthesise(table, values, context, POLYNOM_FIT),
};

const POLYNOM_FIT: Synthesis = { id: 'polynom-fit-smote', ground: alongLines };

function alongLines(ground: Ground): MakeClass {
  const space = new Space(ground.features, ground.scales);
  const chosen = read.text(ground.values, 'topology');
  return (target) => {
    const own = ground.usableOf(target.index);
    if (!target.rows) return { ...nothingMade(ground, space, []), unused: own.length };
    const name = quoted(ground.classes.values[target.index]!);
    if (!own.length) {
      const none = t`No row of ${name} has all its numbers, so none was made.`;
      return nothingMade(ground, space, [none]);
    }
    // One row has no line to another: it is copied.
    const topology = own.length === 1 ? 'star' : chosen;
    const order = inMeanOrder(space, own);
    return topology === 'poly'
      ? onCurve(ground, space, target, order)
      : onLines(ground, space, target, { own, order, topology: topology as Topology, name });
  };
}

/** Rows by the mean of their scaled numbers, equal ones by number. */
function inMeanOrder(space: Space, rows: Uint32Array): Uint32Array {
  const { dimensions, values } = space.points(rows);
  const means = Float64Array.from(rows, (_, point) => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) sum += values[point * dimensions + d]!;
    return dimensions ? sum / dimensions : 0;
  });
  const places = Uint32Array.from(rows.keys()).sort((a, b) => means[a]! - means[b]! || a - b);
  return places.map((place) => rows[place]!);
}

/**
 * K = rows to add / lines, rounded and at least 1: each line gets positions 1/(K+1) .. K/(K+1). Of more than are wanted
 * every so many are taken.
 */
function onLines(
  { features: { numeric }, context }: Ground,
  space: Space,
  { rows: wanted }: Target,
  {
    own,
    order,
    topology,
    name,
  }: { own: Uint32Array; order: Uint32Array; topology: Topology; name: string },
): ClassMaking {
  const lines = lineCount(topology, own.length);
  const perLine = lines ? Math.max(1, roundHalfEven(wanted / lines)) : 0;
  const total = lines * perLine;
  const count = Math.min(wanted, total);
  const means = numeric.columns.map((_, place) => {
    let sum = 0;
    for (const row of own) sum += numeric.distanceValue(place, row);
    return sum / own.length;
  });
  const [parents, neighbours] = [new Uint32Array(count), new Uint32Array(count)];
  const lambdas = new Float64Array(count);
  const values = numeric.columns.map(() => new Float64Array(count));
  for (let draw = 0; draw < count; draw++) {
    if (draw % 4096 === 0) context.tick(draw, count);
    const at = Math.floor((draw * total) / count);
    const line: Line = lineAt(topology, Math.floor(at / perLine), own, order);
    const lambda = ((at % perLine) + 1) / (perLine + 1);
    parents[draw] = line.from;
    neighbours[draw] = line.to;
    lambdas[draw] = lambda;
    values.forEach((column, place) => {
      const from = numeric.value(place, line.from);
      const to = line.to === NO_ROW ? means[place]! : numeric.value(place, line.to);
      column[draw] = from + lambda * ((Number.isNaN(to) ? from : to) - from);
    });
  }
  const notices = [
    ...(count < wanted
      ? [
          t`${many(count, 'row')} of ${name} are made for ${many(wanted, 'wanted row')}: the lines have no more places.`,
        ]
      : []),
    ...(topology === 'star' && count
      ? [t`Rows of ${name} are made towards its mean, so that it varies less than before.`]
      : []),
  ];
  const unused = own.length - new Set(parents).size;
  return { parents, neighbours, lambdas, values, k: 0, copies: 0, unused, notices, space };
}

/** One place t per row, uniform along the order: stream `polynom-fit-smote/place/<class>`; each column has its curve. */
function onCurve(
  ground: Ground,
  space: Space,
  { index, rows: count }: Target,
  order: Uint32Array,
): ClassMaking {
  const { numeric } = ground.features;
  const n = order.length;
  const degree = read.number(ground.values, 'degree')!;
  const stream = ground.context.random.stream(
    `polynom-fit-smote/place/${ground.classes.values[index]!}`,
  );
  const places = Float64Array.from({ length: count }, (_, draw) => stream.uniform(draw) * (n - 1));
  const values = numeric.columns.map((_, place) => {
    ground.context.tick(place, numeric.columns.length);
    const curve = fitPolynomial(
      Float64Array.from(order, (row) => numeric.distanceValue(place, row)),
      degree,
    );
    return places.map((t) => curve.at(t));
  });
  clipToRange(ground, order, values);
  const parents = Uint32Array.from(places, (t) => order[Math.floor(t)]!);
  return {
    parents,
    neighbours: Uint32Array.from(places, (t) => order[Math.floor(t) + 1] ?? NO_ROW),
    lambdas: new Float64Array(count).fill(NaN),
    values,
    k: 0,
    copies: 0,
    unused: n - new Set(parents).size,
    notices: [],
    space,
  };
}
