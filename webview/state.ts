import {
  SET_KIND_IDS,
  SET_ORDERS,
  type SetKindId,
  type SetOrder,
} from '../src/engine/sets/set-kind';
import { tabNamed, type Tab } from './tabs';

/** What the page remembers of how it is looked at; the host remembers what it is about. */
export interface Look {
  tab: Tab;
  /** Scroll position per tab, pixels. */
  scroll: Partial<Record<Tab, number>>;
  /** Logarithmic class bars. */
  log: boolean;
  /** The scatter plot of a preview in two directions of all columns, not in two columns. */
  directions: boolean;
  /** Class whose share is compared over groups. */
  groupValue: string | null;
  /** Segment of the duplicates tab. */
  segment: SetKindId;
  /** From which similarity on texts are taken for one; that of the audit when null. */
  cut: number | null;
  sets: SetsLook;
}

/** How lists of sets are looked at. */
export interface SetsLook {
  order: SetOrder;
  /** Only sets whose labels differ. */
  differing: boolean;
  /** Only sets with a row of this class, or of this part or file; null: of any. */
  ofClass: string | null;
  ofPart: string | null;
  /** Only sets with a row in which a cell holds this. */
  text: string;
  /** Which row of a set stays; what the method does usually when null. */
  keep: string | null;
}

/** The look of a page opened for the first time. */
function freshLook(): Look {
  return {
    tab: 'Overview',
    scroll: {},
    log: false,
    directions: false,
    groupValue: null,
    segment: 'exact',
    cut: null,
    sets: {
      order: 'largest',
      differing: false,
      ofClass: null,
      ofPart: null,
      text: '',
      keep: null,
    },
  };
}

/** Restores a remembered look; anything unknown in it is forgotten. */
export function restoreLook(remembered: unknown): Look {
  const look = freshLook();
  if (typeof remembered !== 'object' || remembered === null) return look;
  const old = remembered as Partial<Record<keyof Look, unknown>>;
  if (typeof old.tab === 'string') look.tab = tabNamed(old.tab) ?? look.tab;
  if (typeof old.scroll === 'object' && old.scroll !== null)
    for (const [name, top] of Object.entries(old.scroll)) {
      const tab = tabNamed(name);
      if (tab && typeof top === 'number') look.scroll[tab] = top;
    }
  look.log = old.log === true;
  look.directions = old.directions === true;
  if (typeof old.groupValue === 'string') look.groupValue = old.groupValue;
  look.segment = SET_KIND_IDS.find((kind) => kind === old.segment) ?? look.segment;
  if (typeof old.cut === 'number') look.cut = old.cut;
  if (typeof old.sets === 'object' && old.sets !== null) {
    const sets = old.sets as Partial<Record<keyof SetsLook, unknown>>;
    look.sets.order = SET_ORDERS.find((order) => order === sets.order) ?? look.sets.order;
    look.sets.differing = sets.differing === true;
    if (typeof sets.ofClass === 'string') look.sets.ofClass = sets.ofClass;
    if (typeof sets.ofPart === 'string') look.sets.ofPart = sets.ofPart;
    if (typeof sets.text === 'string') look.sets.text = sets.text;
    if (typeof sets.keep === 'string') look.sets.keep = sets.keep;
  }
  return look;
}
