import { version } from '../../package.json';

/** The program as recipe files and reports name it. */
export const TOOL = { name: 'ballast', version } as const;
