import {
  ACTIVE_VIEW,
  COMMANDS,
  DATASETS_VIEW,
  DATA_FILE,
  RECIPE_FILE,
  REPORT_ACTIVE,
  SUBMENU,
  type CommandEntry,
  type CommandPlace,
} from './commands';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly group?: string;
  readonly when?: string;
}

/** The ids that VS Code gives to the places of commands. */
const MENU: Readonly<Record<CommandPlace, string>> = {
  palette: 'commandPalette',
  submenu: SUBMENU,
  'view-title': 'view/title',
  'view-item': 'view/item/context',
  'active-title': 'view/title',
  'report-title': 'editor/title',
};

/** What holds at a place besides the command's own condition. */
const HOLDS: Readonly<Partial<Record<CommandPlace, string>>> = {
  'view-title': `view == ${DATASETS_VIEW}`,
  'active-title': `view == ${ACTIVE_VIEW}`,
  'report-title': REPORT_ACTIVE,
};

/** `contributes.commands`. */
export function commands(): object[] {
  return (COMMANDS as readonly CommandEntry[]).map(({ id, title, ...more }) => ({
    command: id,
    title,
    category: 'Ballast',
    ...(more.icon && { icon: more.icon }),
    ...(more.when && { enablement: more.when }),
  }));
}

/** `contributes.menus`: the submenu where data files are, and every command in its places. */
export function menus(): Record<string, MenuItem[]> {
  const submenu = { submenu: SUBMENU, when: `${DATA_FILE} || ${RECIPE_FILE}` };
  const menus: Record<string, MenuItem[]> = {
    'explorer/context': [
      { ...submenu, group: '7_ballast' },
      // The data files of a folder are one dataset, which is audited and not written.
      { command: 'ballast.audit', when: 'explorerResourceIsFolder', group: '7_ballast' },
    ],
    'editor/title/context': [{ ...submenu, group: '7_ballast' }],
    'editor/title': [{ ...submenu, group: 'navigation' }],
  };
  for (const { id, where } of COMMANDS as readonly CommandEntry[]) {
    for (const { place, group, when } of where) {
      const condition = [HOLDS[place], when].filter((part) => part !== undefined).join(' && ');
      (menus[MENU[place]] ??= []).push({
        command: id,
        ...(group !== undefined && { group }),
        ...(condition !== '' && { when: condition }),
      });
    }
    const shown = where.some(({ place }) => place === 'palette');
    if (!shown) (menus[MENU.palette] ??= []).push({ command: id, when: 'false' });
  }
  return menus;
}

/** `contributes.submenus`. */
export function submenus(): object[] {
  return [{ id: SUBMENU, label: 'Ballast', icon: '$(law)' }];
}
