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
  segment: DuplicateKind;
  near: NearLook;
}

/** Segments of the duplicates tab. */
export type DuplicateKind = 'exact' | 'near' | 'contradictory';

/** How near-duplicate texts are looked at. */
export interface NearLook {
  /** The cut that was chosen; that of the audit when null. */
  cut: number | null;
  order: 'largest' | 'least-alike';
  /** Only sets whose labels differ. */
  differing: boolean;
  /** Only sets with a row of this class, or of this part or file; null: of any. */
  ofClass: string | null;
  ofPart: string | null;
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
    near: { cut: null, order: 'largest', differing: false, ofClass: null, ofPart: null },
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
  if (old.segment === 'contradictory' || old.segment === 'near') look.segment = old.segment;
  if (typeof old.near === 'object' && old.near !== null) {
    const near = old.near as Partial<Record<keyof NearLook, unknown>>;
    if (typeof near.cut === 'number') look.near.cut = near.cut;
    if (near.order === 'least-alike') look.near.order = near.order;
    look.near.differing = near.differing === true;
    if (typeof near.ofClass === 'string') look.near.ofClass = near.ofClass;
    if (typeof near.ofPart === 'string') look.near.ofPart = near.ofPart;
  }
  return look;
}
