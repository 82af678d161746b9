import type { Command } from './command';

/** Shows the log of the extension. */
export const showLog: Command = (host) => {
  host.log.show();
};
