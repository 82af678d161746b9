import { inClassOrder } from '../table/classes';
import { isCode, levelKey, type SpellingRules } from './level-key';
import { areContraries, editDistance, sameSigns } from './typing-errors';

/** How values become one. */
export interface MergeRules extends SpellingRules {
  /** Most letters by which a rare value differs from a frequent one; 0: typing errors are not looked for. */
  readonly edit: number;
  /** Least share of letters that agree. */
  readonly ratio: number;
  /** A value is rare up to this share of rows. */
  readonly rare: number;
  /** Values that were named, with what becomes of them; chains are followed. */
  readonly dictionary: ReadonlyMap<string, string>;
}

/** A value and how often it occurs. */
export interface Level {
  readonly text: string;
  readonly count: number;
}

/** Why a value became another. */
export type MergedBy = 'dictionary' | 'spelling' | 'typing';

/** What becomes of a value that changes. */
export interface LevelChange {
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly by: MergedBy;
}

/** A frequent value must be so many times as frequent as the one that is taken for a typing error of it. */
const MORE_FREQUENT = 10;
/** Pairs of values of which typing errors are looked for. */
const MOST_PAIRS = 1e7;

/** Values that are one, by the key of the one that stands for them. */
interface Group {
  key: string;
  representative: string;
  count: number;
  members: { readonly level: Level; by: MergedBy | undefined }[];
}

/**
 * Which values change, in class order. The most frequent spelling stands for its group, of equals the first by code point;
 * a value that the dictionary names stands before all. Doing it again changes nothing.
 */
export function mergeLevels(
  levels: readonly Level[],
  rules: MergeRules,
  tick: (done: number, total: number) => void,
): { readonly changes: readonly LevelChange[]; readonly skipped: boolean } {
  const groups = bySpelling(levels, rules);
  const skipped = rules.edit > 0 && groups.length ** 2 > MOST_PAIRS;
  if (rules.edit > 0 && !skipped) byTyping(groups, rules, tick);
  const changes = groups.flatMap(({ representative, members }) =>
    members.flatMap(({ level, by }) =>
      level.text === representative
        ? []
        : [{ from: level.text, to: representative, rows: level.count, by: by ?? 'spelling' }],
    ),
  );
  return { changes: inClassOrder(changes, ({ from }) => from), skipped };
}

function bySpelling(levels: readonly Level[], rules: MergeRules): Group[] {
  const groups = new Map<string, Group & { forms: Map<string, number>; named?: string }>();
  for (const level of levels) {
    const text = rules.dictionary.get(level.text) ?? level.text;
    const isNamed = rules.dictionary.has(level.text);
    const key = levelKey(text, rules);
    const group = groups.get(key) ?? {
      ...{ key, representative: text, count: 0, members: [], forms: new Map<string, number>() },
    };
    groups.set(key, group);
    group.count += level.count;
    group.members.push({ level, by: isNamed ? 'dictionary' : undefined });
    group.forms.set(text, (group.forms.get(text) ?? 0) + level.count);
    if (isNamed) group.named ??= text;
  }
  for (const group of groups.values()) {
    const most = Math.max(...group.forms.values());
    const forms = [...group.forms].filter(([, count]) => count === most).map(([text]) => text);
    group.representative = group.named ?? inClassOrder(forms, (text) => text)[0]!;
  }
  return [...groups.values()];
}

/** Takes rare values for typing errors of frequent ones, until there is none left. */
function byTyping(
  groups: Group[],
  { edit, ratio, rare }: MergeRules,
  tick: (done: number, total: number) => void,
): void {
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  const meant = (of: Group): Group | undefined => {
    let best: { readonly group: Group; readonly distance: number } | undefined;
    for (const group of groups) {
      if (group === of || group.count < MORE_FREQUENT * of.count) continue;
      const distance = editDistance(of.key, group.key, edit);
      const longer = Math.max([...of.key].length, [...group.key].length);
      if (distance > edit || 1 - distance / longer < ratio) continue;
      if (areContraries(of.key, group.key) || !sameSigns(of.key, group.key)) continue;
      const isBetter =
        !best ||
        distance < best.distance ||
        (distance === best.distance && group.count > best.group.count);
      if (isBetter) best = { group, distance };
    }
    return best?.group;
  };
  for (let changed = true; changed;) {
    changed = false;
    groups.sort((a, b) => a.count - b.count || (a.key < b.key ? -1 : 1));
    for (let i = 0; i < groups.length; i++) {
      tick(i, groups.length);
      const of = groups[i]!;
      if (of.count > rare * all || isCode(of.key)) continue;
      const target = meant(of);
      if (!target) continue;
      for (const member of of.members) member.by ??= 'typing';
      target.members.push(...of.members);
      target.count += of.count;
      groups.splice(i--, 1);
      changed = true;
    }
  }
}
