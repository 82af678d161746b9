/** The parts of the report, in reading order. */
export const TABS = [
  'Overview',
  'Classes',
  'Groups',
  'Duplicates',
  'Columns',
  'Problems',
  'Balance',
  'Evaluate',
  'History',
] as const;

/** One part of the report. */
export type Tab = (typeof TABS)[number];

/** The tab of that name in any case, or undefined. */
export function tabNamed(name: string): Tab | undefined {
  return TABS.find((tab) => tab.toLowerCase() === name.toLowerCase());
}
