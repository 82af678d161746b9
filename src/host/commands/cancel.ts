import { givenSource } from '../sources/target';
import type { Command } from './command';

/** Stops what runs for the source in front, else everything that runs. */
export const cancel: Command = (host, given) => {
  const uri = givenSource(host, given);
  const session = uri && host.sessions.get(uri);
  for (const each of session?.busy ? [session] : host.sessions.all) each.cancel();
};
