import type { AuditReport } from '../../src/engine/audit';
import { badge, dropdown } from '../controls';
import { h } from '../dom';
import { toLookAt } from '../findings';
import { rove } from '../keyboard';
import { TABS, type Tab } from '../tabs';
import { t } from '../../src/engine/language';

/** The parts of the report: tabs, or a drop-down where the panel is narrow. */
export function tabBar(report: AuditReport, current: Tab, go: (tab: Tab) => void): HTMLElement[] {
  const marks = new Map(TABS.map((tab) => [tab, toLookAt(report, tab)]));
  const tabs = h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': t('Parts of the report') },
    TABS.map((tab) => {
      const found = marks.get(tab) ?? 0;
      return h(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${tab}`,
          'aria-controls': 'part',
          'aria-selected': String(tab === current),
          tabindex: tab === current ? 0 : -1,
          'data-keep': `tab-${tab}`,
          on: {
            click: () => {
              go(tab);
            },
          },
        },
        t(tab),
        found > 0 && badge(found, t`${String(found)} to look at`),
      );
    }),
  );
  rove(tabs, '[role=tab]', true);
  const picker = h(
    'div',
    { class: 'tabpick' },
    dropdown(
      t('Part of the report'),
      TABS.map((tab) => ({
        value: tab,
        text: (marks.get(tab) ?? 0) > 0 ? `${t(tab)} (${String(marks.get(tab))})` : t(tab),
      })),
      current,
      (value) => {
        const tab = TABS.find((each) => each === value);
        if (tab) go(tab);
      },
      { 'data-keep': 'tabpick' },
    ),
  );
  return [tabs, picker];
}
