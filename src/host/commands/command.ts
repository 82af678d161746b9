import type { Host } from '../host';

/**
 * What a command does. `given` is what the editor passes: a Uri from the explorer, a Node from the tree, or nothing.
 * A failure thrown here is shown in one sentence with the way to the log.
 */
export type Command = (host: Host, given?: unknown, more?: unknown) => Promise<void> | void;
