import type { SessionShell } from '../files/reading/ticker';

/** What the command line needs around it; the program binds it to a process, tests to arrays. */
export interface CliIo extends SessionShell {
  /** Text for stdout, as it is. */
  out(text: string): void;
  /** One line for stderr, without its newline. */
  err(line: string): void;
  /** Marks temporary files, so that whoever ends this run can clear them. */
  readonly token: string;
}
