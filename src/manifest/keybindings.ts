import { COMMANDS, DATA_FILE, REPORT_ACTIVE, type CommandEntry } from './commands';

/** A default key as package.json declares it. */
export interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac: string;
  readonly when: string;
}

/** A file that is only selected in the explorer is not in front, and a key does not say which it is. */
const IN_FRONT = `!filesExplorerFocus && (${DATA_FILE} || ${REPORT_ACTIVE})`;

/** `contributes.keybindings`: chords of Ctrl+K that the editor itself has no use for. */
export function keybindings(): Keybinding[] {
  return (COMMANDS as readonly CommandEntry[]).flatMap(({ id, key }) =>
    key === undefined
      ? []
      : [{ command: id, key: `ctrl+k ${key}`, mac: `cmd+k ${key}`, when: IN_FRONT }],
  );
}
