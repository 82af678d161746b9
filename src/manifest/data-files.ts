/**
 * Extensions of the files that menus and pickers offer to audit: those of every codec, but for the ones that mostly name
 * other things (`json`, `tab`), which are audited through the picker and the command line. A test compares both lists.
 */
export const DATA_EXTENSIONS = [
  'csv',
  'tsv',
  'psv',
  'jsonl',
  'ndjson',
  'parquet',
  'parq',
  'arrow',
  'feather',
  'arrows',
  'ipc',
  'xlsx',
  'xlsm',
] as const;

/** Extensions of compressions that may stand behind those, and behind `json`. */
export const PACKED_EXTENSIONS = ['gz', 'zst'] as const;

const DATA = DATA_EXTENSIONS.join('|');
const PACKED = PACKED_EXTENSIONS.join('|');

/** The names of data files, as the source of a pattern that ignores case. */
export const DATA_NAME = `\\.(${DATA}|(${DATA}|json)\\.(${PACKED}))$`;

/** The same as a glob. */
export const DATA_GLOB = `**/*.{${[
  ...DATA_EXTENSIONS,
  ...[...DATA_EXTENSIONS, 'json'].flatMap((data) =>
    PACKED_EXTENSIONS.map((packed) => `${data}.${packed}`),
  ),
].join(',')}}`;
