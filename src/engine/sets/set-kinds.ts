import { key } from '../detectors/key';
import { near } from '../detectors/near';
import { template } from '../detectors/template';
import { vector } from '../detectors/vector';
import type { RowClusters } from '../kernels/row-clusters';
import { conflictingLabels } from '../metrics/duplicates/conflicting-labels';
import { exactDuplicateRows } from '../metrics/duplicates/exact-duplicate-rows';
import { equalInputs, inputColumns } from '../metrics/duplicates/parts/equal-inputs';
import { identicalRows } from '../metrics/duplicates/parts/identical-rows';
import { answersOf } from '../metrics/duplicates/parts/numeric-label';
import { centredSets } from '../metrics/duplicates/parts/near-sets';
import { comparedAlways } from '../metrics/duplicates/parts/sets-of-rows';
import { SIMHASH_SHINGLE } from '../metrics/duplicates/simhash-near-duplicates';
import { nearClusters } from '../near-text/near-clusters';
import { knownNearTexts, simHashTexts, type NearTexts } from '../near-text/near-texts';
import { TEXT_COLUMN, textColumn, THRESHOLD } from '../near-text/settings';
import type { NumberParam } from '../params/params';
import { read } from '../params/values';
import { EngineError } from '../problems';
import type { TableTick } from '../table/table';
import { contradictingSets } from './contradicting-sets';
import type { Centres, SetKind, SetKindId } from './set-kind';
import { t } from '../language';

const exactSets: SetKind = {
  params: exactDuplicateRows.params,
  find({ table, values, profiles, roles, tick }) {
    const columns = comparedAlways(table, { roles });
    return { clusters: identicalRows(table, values, columns, { profiles, tick }), columns };
  },
};

/** Sets are linked from this similarity on, in what was found from a lower one on: no text is looked at again. */
const CUT: NumberParam = { ...THRESHOLD, id: 'cut', title: 'Linked from', default: null };

const nearSets: SetKind = {
  params: [...near.params, CUT],
  find(search) {
    const { table, values, tick } = search;
    const found = near.find(search);
    const naming = found.columns.slice(0, 1);
    const texts = knownNearTexts(table, naming[0]!);
    if (!texts) return { ...found, naming };
    const cut = read.number(values, CUT.id) ?? 0;
    const clusters =
      cut > read.number(values, THRESHOLD.id)!
        ? nearClusters(texts, table.rowCount, cut, tick)
        : found.clusters;
    return { ...found, clusters, naming, centres: centresOf(clusters, texts, tick) };
  },
};

const simHashSets: SetKind = {
  params: [TEXT_COLUMN, THRESHOLD, SIMHASH_SHINGLE],
  find({ table, roles, values, tick }) {
    const index = textColumn(table, roles, read.textOrNull(values, TEXT_COLUMN.id));
    if (index === undefined)
      throw new EngineError('missing-role', t('No column has the role text.'));
    const { near: texts } = simHashTexts(
      table,
      index,
      read.number(values, SIMHASH_SHINGLE.id)!,
      tick,
    );
    const threshold = read.number(values, THRESHOLD.id)!;
    const clusters = nearClusters(texts, table.rowCount, threshold, tick);
    const centres = centresOf(clusters, texts, tick);
    return { clusters, columns: [index], naming: [index], centres };
  },
};

const contradictorySets: SetKind = {
  params: conflictingLabels.params,
  find({ table, values, profiles, roles, tick }) {
    const context = { profiles, roles, tick };
    const answers = answersOf(table, context);
    if ('reason' in answers) throw new EngineError('missing-role', answers.reason);
    const { label } = answers;
    const columns = inputColumns(context);
    const { clusters } = equalInputs(table, values, columns, label, context);
    return { clusters: contradictingSets(clusters, label, tick), columns, label };
  },
};

const keySets: SetKind = {
  params: key.params,
  find(search) {
    const found = key.find(search);
    return { ...found, naming: found.columns };
  },
};

const templateSets: SetKind = {
  params: template.params,
  find(search) {
    const found = template.find(search);
    return { ...found, naming: found.columns };
  },
};

const vectorSets: SetKind = {
  params: vector.params,
  find(search) {
    const found = vector.find(search);
    const centres = firstRows(found.clusters, found.similarity!, search.tick);
    return { ...found, centres };
  },
};

const SET_KINDS: Readonly<Record<SetKindId, SetKind>> = {
  exact: exactSets,
  near: nearSets,
  contradictory: contradictorySets,
  key: keySets,
  template: templateSets,
  simhash: simHashSets,
  vector: vectorSets,
};

/** The kind of an id. @throws EngineError bad-parameter */
export function setKind(id: SetKindId): SetKind {
  if (Object.hasOwn(SET_KINDS, id)) return SET_KINDS[id];
  throw new EngineError('bad-parameter', t`There are no sets of the kind \`${String(id)}\`.`);
}

/** Each set is compared with its longest text. @throws Cancelled */
function centresOf(clusters: RowClusters, texts: NearTexts, tick: TableTick): Centres {
  return centredSets(clusters, texts, { label: undefined, part: undefined }, tick);
}

/** Each set is compared with its first row. @throws Cancelled */
function firstRows(
  clusters: RowClusters,
  similarity: (row: number, other: number) => number,
  tick: TableTick,
): Centres {
  const least = new Float32Array(clusters.count).fill(1);
  const sum = new Float64Array(clusters.count);
  for (let set = 0; set < clusters.count; set++) {
    if (set % 1024 === 0) tick(set, clusters.count);
    const [first, ...others] = clusters.rows(set);
    for (const row of others) {
      const own = similarity(first!, row);
      sum[set]! += own;
      least[set] = Math.min(least[set]!, own);
    }
  }
  return {
    centre: (set) => clusters.rows(set)[0]!,
    least: (set) => least[set]!,
    mean: (set) => sum[set]! / (clusters.rows(set).length - 1),
  };
}
