import { SET_ANSWERS } from '../../engine/sets/set-kind';
import { keptRows } from '../../engine/sets/kept-rows';
import { SetList, type SetPage } from '../../engine/sets/set-list';
import type { Evidence } from '../../engine/metric';
import { EngineError } from '../../engine/problems';
import { createRandom } from '../../engine/random';
import { applyChoice } from '../../engine/roles/roles';
import type {
  RowSelector,
  SetAnswer,
  SetAsked,
  SetSearch,
  SetsAsked,
} from '../../protocol/messages';
import { sha256Text } from '../reading/hash';
import { pageOf } from '../reading/row-pages';
import type { Subject } from './subject';
import { t } from '../../engine/language';

/** A page of all sets of one kind; what was found last is kept. @throws EngineError, Cancelled */
export function pageOfSets(subject: Subject, { search, ...wanted }: SetsAsked): SetPage {
  const tick = subject.ticker.for('audit', t('Listing sets'));
  return listOf(subject, search).page(wanted, tick);
}

/** One of these sets: some of its rows, and what a policy would do with it. @throws EngineError, Cancelled */
export function openedSet(subject: Subject, asked: SetAsked): SetAnswer | null {
  const { search, row, offset, limit, keep } = asked;
  const list = listOf(subject, search);
  const set = list.open(row, offset, limit);
  if (!set) return null;
  const { table } = subject.opened.result;
  const { rows, ...about } = set;
  const selected = { rows, columns: list.found.columns, reason: '' };
  const page = pageOf(table, selected, 0, rows.length);
  return { ...about, rows: page.rows, keep: keep ? keptOf(subject, asked, list) : null };
}

/** All rows of the set that a row is in. @throws EngineError, Cancelled */
export function rowsOfSet(
  subject: Subject,
  { search, row }: Extract<RowSelector, { readonly kind: 'set' }>,
): Evidence {
  const list = listOf(subject, search);
  const rows = list.members(row)?.slice() ?? new Uint32Array(0);
  return { rows, columns: list.found.columns, reason: '' };
}

function keptOf(subject: Subject, asked: SetAsked, list: SetList): SetAnswer['keep'] {
  const { search, row, keep } = asked;
  const tick = subject.ticker.for('audit', t('Choosing rows'));
  const random = createRandom(keep!.seed, sha256Text);
  const { facts } = subject.opened.result;
  const listing = listingOf(subject, search);
  try {
    const shell = { facts, random, tick };
    return keptRows(search.kind, list, listing, row, keep!.values, shell) ?? null;
  } catch (error) {
    // A policy that cannot be followed in this file is an answer.
    if (error instanceof EngineError) return { reason: error.message };
    throw error;
  }
}

function listOf(subject: Subject, search: SetSearch): SetList {
  const key = JSON.stringify(search);
  if (subject.sets?.key === key) return subject.sets.list;
  subject.ticker.begin('profile', 'audit');
  subject.sets = undefined;
  const values = { ...subject.settings[SET_ANSWERS[search.kind].metric], ...search.values };
  const tick = subject.ticker.for('audit', t('Finding sets'));
  const list = new SetList(search.kind, listingOf(subject, search), values, tick);
  subject.sets = { key, list };
  return list;
}

function listingOf(subject: Subject, { roles: choice }: SetSearch) {
  const { table } = subject.opened.result;
  const { profiles, roles } = subject.base();
  return { table, profiles, roles: applyChoice(roles, choice, table.columns) };
}
