import { classesOf } from '../table/classes';
import { columnNamed } from '../methods/columns';
import type { Json } from '../metric';
import { methodOf } from '../methods';
import type { ColumnParam, Values } from '../params/params';
import { outputRows } from '../plan/plan';
import type { RecipeFile } from '../recipe/recipe-file';
import { columnWith } from '../roles/roles';
import { read } from '../params/values';
import { count, listed, many, percent, quoted } from '../words';
import { sourceOf } from './class-facts';
import type { Exporter, ExportFacts } from './exporter';
import { strictness } from './licences';
import { code, table, words } from './markdown';
import { digits, jsonFile, provenanceOf } from './provenance';

const LICENCE: ColumnParam = {
  kind: 'column',
  id: 'licence',
  title: 'Licences',
  summary:
    'The column with the licence of every row, such as SPDX ids; an empty cell is unspecified.',
  default: null,
};

const SOURCE: ColumnParam = {
  kind: 'column',
  id: 'source',
  title: 'Sources',
  summary: 'The column that says where a row is from; none means the domain column.',
  default: null,
  role: 'domain',
};

/** Where a file comes from and what was done to it, from the recipes of all the steps on the way. */
export const lineageCard: Exporter = {
  id: 'lineage-card',
  title: 'Lineage card',
  summary:
    'Parents, operations in order, shares of made and repeated rows, licences, and stages not done.',
  cites: ['Longpre et al. 2024, The Data Provenance Initiative'],
  needs: [],
  params: [LICENCE, SOURCE],
  make(facts, values) {
    const licence = read.textOrNull(values, LICENCE.id);
    const named = read.textOrNull(values, SOURCE.id);
    const source =
      named === null ? columnWith(facts.roles, 'domain') : columnNamed(facts.table, named);
    const licences = licence === null ? null : tally(facts, columnNamed(facts.table, licence));
    const card = cardOf(facts, licences, source === undefined ? null : tally(facts, source));
    const unspecified = card.licence.unspecifiedRows;
    return {
      files: [
        { extension: 'json', content: () => [jsonFile(card as unknown as Json)] },
        { extension: 'md', content: () => [markdown(card)] },
      ],
      notices: [
        ...(licence === null
          ? ['No licence column is named: the licence of every row is unspecified.']
          : []),
        ...(licence !== null && unspecified > 0
          ? [`${many(unspecified, 'row')} without a licence: unspecified, which is not free.`]
          : []),
        ...(card.licence.other.length
          ? [`Licences that are in no known class: ${listed(card.licence.other.map(quoted))}.`]
          : []),
      ],
    };
  },
};

type Tally = readonly (readonly [string, number])[];
type Card = ReturnType<typeof cardOf>;

/** Output rows per value of a column, most first; '' for missing cells. @throws Cancelled */
function tally({ table: data, profiles, plan, tick }: ExportFacts, index: number): Tally {
  const column = data.columns[index]!;
  const levels = classesOf(column, profiles[index]!);
  const counts = new Float64Array(levels.values.length + 1);
  const outputs = outputRows(plan);
  for (let output = 0; output < outputs; output++) {
    if (output % 8192 === 0) tick(output, outputs);
    const level = levels.indexOf[column.codes[sourceOf(plan, output)]!]!;
    counts[level < 0 ? levels.values.length : level]!++;
  }
  return [...levels.values, '']
    .map((value, i) => [value, counts[i]!] as const)
    .filter(([, rows]) => rows > 0)
    .sort((a, b) => b[1] - a[1]);
}

function cardOf(facts: ExportFacts, licences: Tally | null, sources: Tally | null) {
  const { receipt, ancestors } = facts;
  const all = [...ancestors.toReversed(), receipt];
  const { rows, after } = receipt;
  const origin = all[0]!.source;
  return {
    name: receipt.written.path,
    rows: after.rows,
    parents: all.map(({ source }) => ({
      path: source.path,
      format: source.format,
      rows: source.rows,
      sha256: source.sha256,
    })),
    origin: { path: origin.path, sha256: origin.sha256, rows: origin.rows },
    operations: all.flatMap((each) =>
      each.steps.map(({ method, values }) => ({
        on: each.source.path,
        method,
        title: methodTitle(method),
        seed: each.seed,
        values: values as Json,
      })),
    ),
    shares: {
      made: digits(share(rows.made, after.rows)),
      repeated: digits(share(rows.repeated, after.rows)),
      removedOfSource: digits(share(rows.removed, receipt.source.rows)),
    },
    licence: licenceOf(licences, after.rows),
    sources: sources?.slice(0, 200).map(([value, n]) => ({ source: value, rows: n })) ?? null,
    stages: stagesOf(all, facts),
    guards: receipt.guards.map(({ code: rule, level }) => ({ code: rule, level })),
    recipe: provenanceOf(facts),
  };
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** A recipe of another version may name a method that is not built here. */
function methodTitle(id: string): string {
  try {
    return methodOf(id).title;
  } catch {
    return id;
  }
}

function licenceOf(licences: Tally | null, rows: number) {
  const judged = (licences ?? [['', rows] as const]).map(([id, n]) => ({
    id,
    rows: n,
    ...strictness(id),
  }));
  const known = judged.filter(({ rank }) => rank >= 0);
  const strictest = known.reduce<(typeof known)[number] | undefined>(
    (most, each) => (most === undefined || each.rank > most.rank ? each : most),
    undefined,
  );
  const unspecifiedRows = judged.reduce((n, { rank, rows: own }) => n + (rank === -1 ? own : 0), 0);
  return {
    strictest: strictest?.id ?? null,
    strictestKind: strictest?.kind ?? null,
    unspecifiedRows,
    other: judged.filter(({ rank }) => rank === -2).map(({ id }) => id),
    byLicence: judged.slice(0, 200).map(({ id, rows: n, kind }) => ({ id, rows: n, kind })),
  };
}

/** Stages of a pipeline and whether a recipe on the way did them. */
function stagesOf(all: readonly RecipeFile[], { roles }: ExportFacts) {
  const steps = all.flatMap((each) => each.steps);
  const has = (test: (method: string, values: Values) => boolean) =>
    steps.some(({ method, values }) => test(method, values));
  const done = (yes: boolean) => (yes ? 'done' : 'not done');
  return {
    deduplicate: done(has((method) => /dedup/.test(method))),
    decontaminate: done(has((method) => /decontaminate|remove-leaks/.test(method))),
    filter: done(has((method) => /filter|prune|undersample|neighbour|tomek|miss/.test(method))),
    select: done(has((method) => /select|subset|subsample/.test(method))),
    mix: done(has((method) => /mixture|mix$/.test(method))),
    split: roles.includes('split') ? 'a split column is there' : 'not done',
    shuffle: done(has((_, values) => values['shuffle'] === true)),
    synthesise: done(all.some(({ rows }) => rows.made > 0)),
    pack: 'not done',
  };
}

function markdown(card: Card): string {
  const { parents, operations, shares, licence, stages, sources } = card;
  return [
    `# Lineage of ${code(card.name)}`,
    `${many(card.rows, 'row')}; ${percent(shares.made)} made, ${percent(shares.repeated)} repeated; ${percent(shares.removedOfSource)} of the source removed.`,
    '## Parents',
    table(
      ['File', 'Rows', 'sha256'],
      parents.map(({ path, rows, sha256 }) => [code(path), count(rows), code(sha256)]),
    ),
    '## Operations',
    operations
      .map(
        ({ title, method, on, seed }, i) =>
          `${i + 1}. ${words(title)} (${code(method)}) on ${code(on)}, seed ${seed}`,
      )
      .join('\n'),
    '## Licences',
    licence.strictest === null
      ? `Unspecified for ${many(licence.unspecifiedRows, 'row')}.`
      : `Strictest: ${code(licence.strictest)} (${licence.strictestKind ?? ''}). Unspecified: ${many(licence.unspecifiedRows, 'row')}.`,
    table(
      ['Licence', 'Rows', 'Kind'],
      licence.byLicence.map(({ id, rows, kind }) => [code(id), count(rows), kind]),
    ),
    ...(sources
      ? [
          '## Sources',
          table(
            ['Source', 'Rows'],
            sources.map(({ source, rows }) => [code(source), count(rows)]),
          ),
        ]
      : []),
    '## Stages',
    Object.entries(stages)
      .map(([stage, state]) => `- ${stage}: ${state}`)
      .join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}
