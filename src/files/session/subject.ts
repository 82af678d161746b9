import { isDeepStrictEqual } from 'node:util';
import type { Evidence } from '../../engine/metric';
import { EngineError } from '../../engine/problems';
import { profileColumns } from '../../engine/table/profile-columns';
import type { ColumnProfile } from '../../engine/table/profile';
import type { Roles } from '../../engine/roles/roles';
import type { RecipeRun } from '../../engine/recipe/run-recipe';
import { suggestRoles } from '../../engine/roles/suggest-roles';
import type { SetList } from '../../engine/sets/set-list';
import type { MetricSettings, PreviewResult, WrittenPaths } from '../../protocol/messages';
import type { Asked, Opened } from '../reading/opened';
import type { PlannedFile } from '../several/outputs';
import { refuseChanged, stampOf } from '../reading/source-stamp';
import type { Ticker } from '../reading/ticker';
import { PlanningTimes } from './planning-times';
import { t } from '../../engine/language';

/** A recipe that was planned, and what it would do. */
export interface Planned {
  /** The recipe as JSON. */
  readonly key: string;
  readonly run: RecipeRun;
  readonly preview: PreviewResult;
  /** What becomes of each of several files; empty for one file. */
  readonly files: readonly PlannedFile[];
}

/** What is open, and what was worked out about it: each on first use, kept until it is closed. */
export class Subject {
  readonly opened: Opened;
  readonly ticker: Ticker;
  /** Of the last audit; empty before. */
  evidence: ReadonlyMap<string, Evidence> = new Map();
  profiles: readonly ColumnProfile[] | undefined;
  /** SHA-256 of what the last finished audit was of. */
  audited: string | undefined;
  /** What metrics were told in the last audit. */
  settings: MetricSettings = {};
  /** The sets of rows that were asked for last. */
  sets: { readonly key: string; readonly list: SetList } | undefined;
  /** The rows that were asked for last. */
  selected: { readonly key: string; readonly rows: Evidence } | undefined;
  /** The recipe that was planned last. */
  planned: Planned | undefined;
  /** The recipe that was written last. */
  applied: { readonly key: string; readonly names: WrittenPaths } | undefined;
  readonly planningTimes = new PlanningTimes();
  #guessed: Roles | undefined;

  constructor(opened: Opened, ticker: Ticker) {
    this.opened = opened;
    this.ticker = ticker;
  }

  /** What columns hold and the roles they seem to have. @throws Cancelled */
  base(): { profiles: readonly ColumnProfile[]; roles: Roles } {
    const { table } = this.opened.result;
    const tick = this.ticker.for('profile', t('Typing columns'));
    const profiles = (this.profiles ??= profileColumns(table, tick));
    const roles = (this.#guessed ??= suggestRoles(table, profiles).roles);
    return { profiles, roles };
  }

  /** Whether reading again what is asked would give the same; never for the first rows alone. */
  answers(asked: Asked): boolean {
    const { opened } = this;
    if (opened.estimate || !isDeepStrictEqual(opened.asked, asked)) return false;
    if (!opened.file) return opened.isFresh?.() ?? true;
    const now = stampOf(asked.ref.path);
    const { size, mtimeMs } = opened.file.stamp;
    return now?.size === size && now.mtimeMs === mtimeMs;
  }

  /** @throws EngineError unreadable, when only the first rows were read */
  refuseEstimate(): void {
    if (!this.opened.estimate) return;
    throw new EngineError('unreadable', t('Only the first rows were read.'));
  }

  /** @throws EngineError source-changed; Cancelled */
  refuseChanged(): void {
    refuseChanged(this.opened, this.ticker.for('write', t('Hashing')));
  }
}
