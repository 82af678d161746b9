import { givenSession } from '../sources/target';
import type { Command } from './command';

/** Takes a source off the tree, closes its panel and ends its worker. No file is touched. */
export const removeFromList: Command = (host, given) => {
  const session = givenSession(host, given);
  if (!session) return;
  host.sessions.remove(session);
  host.panels.close(session);
};
