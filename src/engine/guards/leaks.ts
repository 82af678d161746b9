import { comparedAcross } from '../roles/compared-across';
import { equalRowsIn } from '../table/equal-rows';
import type { RowClusters } from '../kernels/row-clusters';
import { isCoarse } from '../metrics/duplicates/parts/coarse';
import { nearClusters } from '../near-text/near-clusters';
import { knownNearTexts } from '../near-text/near-texts';
import { THRESHOLD } from '../near-text/settings';
import { columnWith, columnsWith } from '../roles/roles';
import { isOpen } from '../table/table';
import { everyRow } from '../ticks';
import { listed, many, quoted } from '../words';
import { dealtParts, type DealtParts } from './dealt-parts';
import type { Guard, GuardNote, GuardSubject } from './guard';
import { t } from '../language';

/** Copies, near copies and entities that a split would have on both sides. */
export const leaks: Guard = {
  code: 'G-LEAK',
  rule: 'No part holds rows, texts or entities that train holds as well.',
  check(subject): GuardNote | undefined {
    const parts = dealtParts(subject);
    if (!parts) return undefined;
    const { roles, profiles } = subject.context;
    const entities = sharedEntities(subject, parts);
    const found = [
      copiesApart(subject, parts, t('equal'), t('equals'), equalSets(subject)),
      copiesApart(
        subject,
        parts,
        t('have nearly the text of'),
        t('has nearly the text of'),
        nearSets(subject),
      ),
      entities?.words,
    ].filter((words) => words !== undefined);
    const note = { code: 'G-LEAK', title: t('Rows on both sides.') } as const;
    if (found.length === 0) {
      return {
        ...note,
        level: 'passed',
        title: t('No row on both sides.'),
        message: t`No row ${parts.train < 0 ? t('is in two folds') : t('of another part is also in train')}.`,
      };
    }
    const coarse = isCoarse({ roles, profiles }, subject.table.rowCount);
    const instead = subject.method.id === AWARE ? '' : t` \`${AWARE}\` keeps them on one side.`;
    const doubt = coarse
      ? t('Nothing tells such rows apart: they may be different cases.')
      : t('A score on them says little about new data.');
    return {
      ...note,
      level: coarse && !entities ? 'note' : 'warning',
      message: `${listed(found)}. ${doubt}${instead}`,
    };
  },
};

const AWARE = 'duplicate-aware-split';

function equalSets({ table, context }: GuardSubject): RowClusters | undefined {
  const compared = comparedAcross(table, context.roles);
  if (compared.length === 0) return undefined;
  return equalRowsIn(table, context.profiles, compared, context.tick);
}

/** Only what an audit searched already: a preview is to come at once. */
function nearSets({ table, context }: GuardSubject): RowClusters | undefined {
  const text = columnWith(context.roles, 'text');
  const known = text === undefined ? undefined : knownNearTexts(table, text);
  if (!known) return undefined;
  return nearClusters(known, table.rowCount, THRESHOLD.default!, context.tick);
}

/** How many rows have another of their set in train, or in another fold; undefined for none. */
function copiesApart(
  { context }: GuardSubject,
  { train, of }: DealtParts,
  several: string,
  one: string,
  clusters: RowClusters | undefined,
): string | undefined {
  if (!clusters) return undefined;
  const ticked = everyRow((done, total) => context.tick(done, total));
  let rows = 0;
  for (let set = 0; set < clusters.count; set++) {
    ticked(set, clusters.count);
    const perPart = new Map<number, number>();
    for (const row of clusters.rows(set)) {
      const part = of(row);
      if (part >= 0) perPart.set(part, (perPart.get(part) ?? 0) + 1);
    }
    if (perPart.size < 2) continue;
    if (train >= 0 && !perPart.has(train)) continue;
    for (const [part, n] of perPart) if (part !== train) rows += n;
  }
  if (rows === 0) return undefined;
  const where = train < 0 ? t('a row of another fold') : t('a train row');
  return `${many(rows, 'row')} ${rows === 1 ? one : several} ${where}`;
}

/** Entities that are in train and elsewhere, in columns whose cells are at hand. */
function sharedEntities({ table, context }: GuardSubject, { train, of }: DealtParts) {
  const column = columnsWith(context.roles, 'entity').find((index) => !isOpen(table, index));
  if (column === undefined) return undefined;
  const { codes, dictionary, name } = table.columns[column]!;
  /** Part + 1 of the first row of a value; -1 once it is in two. */
  const first = new Int16Array(dictionary.size);
  const inTrain = new Uint8Array(dictionary.size);
  const ticked = everyRow((done, total) => context.tick(done, total));
  for (let row = 0; row < codes.length; row++) {
    ticked(row, codes.length);
    const [part, code] = [of(row), codes[row]!];
    if (part < 0) continue;
    if (part === train) inTrain[code] = 1;
    if (first[code] === 0) first[code] = part + 1;
    else if (first[code] !== part + 1) first[code] = -1;
  }
  for (const code of context.profiles[column]!.missingCodes) first[code] = 0;
  let shared = 0;
  for (let code = 0; code < first.length; code++) {
    if (first[code] === -1 && (train < 0 || inTrain[code] === 1)) shared++;
  }
  if (shared === 0) return undefined;
  const words = t`${many(shared, 'value')} of ${quoted(name)} ${shared === 1 ? t('is') : t('are')} on both sides`;
  return { words };
}
