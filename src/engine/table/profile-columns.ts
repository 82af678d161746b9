import { exactProfile } from '../profiling/exact-profile';
import { sketchProfile, type Judged } from '../profiling/sketch-profile';
import { loadedIfRoom } from './open-columns';
import type { ProfileColumns } from './profile';

/**
 * Types, missing cells and parsed numbers of every column. Works once per distinct value; codes that no row uses
 * (as in the table of a plan) do not count. Open columns are judged by their sketches; those whose sketch cannot tell
 * are read again, all in one pass, if memory allows. @throws Cancelled (from tick)
 */
export const profileColumns: ProfileColumns = (table, tick) => {
  const total = table.columns.length;
  const judged = table.columns.map((column): Judged | undefined => {
    tick(0, total);
    return column.sketch ? sketchProfile(column, column.sketch, table) : undefined;
  });
  const untold = table.columns.filter((_, i) => judged[i]?.certain === false);
  const loaded = loadedIfRoom(table, untold, tick);
  return table.columns.map((column, done) => {
    tick(done, total);
    const told = judged[done];
    if (told && (told.certain || !loaded)) return told.profile;
    return exactProfile(column, (part) => tick(done + part, total));
  });
};
