import type { Footer, RowGroup } from './footer';
import type { GroupTask } from './group-part';

/**
 * Parts the row groups of a file into at most `workers` runs of about equal bytes, each of at least `smallest` bytes; one
 * run when there are no rows to part.
 */
export function splitGroups(
  { groups }: Footer,
  workers: number,
  smallest: number,
): Pick<GroupTask, 'firstGroup' | 'endGroup' | 'bytes'>[] {
  const total = groups.reduce((sum, group) => sum + bytesOf(group), 0);
  const parts = Math.max(1, Math.min(workers, groups.length, Math.floor(total / smallest)));
  const tasks: Pick<GroupTask, 'firstGroup' | 'endGroup' | 'bytes'>[] = [];
  let [firstGroup, bytes, before] = [0, 0, 0];
  groups.forEach((group, index) => {
    const own = bytesOf(group);
    const target = (total * (tasks.length + 1)) / parts;
    // A group goes to the part in which more of it lies.
    if (index > firstGroup && tasks.length < parts - 1 && before + own / 2 > target) {
      tasks.push({ firstGroup, endGroup: index, bytes });
      firstGroup = index;
      bytes = 0;
    }
    before += own;
    bytes += own;
  });
  return [...tasks, { firstGroup, endGroup: groups.length, bytes }];
}

function bytesOf({ chunks }: RowGroup): number {
  return chunks.reduce((sum, { entries, start, end }) => sum + (entries > 0 ? end - start : 0), 0);
}
