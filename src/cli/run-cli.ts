import { Cancelled, EngineError } from '../engine/problems';
import { TOOL } from '../files/tool';
import { auditCommand } from './audit-command';
import { helpText } from './help';
import { evaluateCommand } from './evaluate-command';
import { exportCommand } from './export-command';
import type { CliIo } from './io';
import { exportsCommand, methodsCommand, metricsCommand } from './list-command';
import type { CommandName } from './options';
import { parseArguments, type Arguments } from './parse-arguments';
import { balanceCommand, runCommand } from './recipe-command';
import { UsageError } from './usage';

/** 0 done; 1 an alert at or above --fail-on; 2 wrong usage or a refusal; 130 cancelled. */
export type ExitCode = 0 | 1 | 2 | 130;

const RUN: Readonly<
  Record<CommandName, (given: Arguments, io: CliIo) => number | Promise<number>>
> = {
  audit: auditCommand,
  balance: balanceCommand,
  run: runCommand,
  export: exportCommand,
  evaluate: evaluateCommand,
  methods: methodsCommand,
  metrics: metricsCommand,
  exports: exportsCommand,
};

/** The whole command line; `argv` is without the program's own names. Never rejects. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    const asked = parseArguments(argv);
    switch (asked.kind) {
      case 'version':
        io.out(`${TOOL.version}\n`);
        return 0;
      case 'help':
        io.out(helpText(asked.command));
        return 0;
      case 'command':
        return (await RUN[asked.command.name](asked.arguments, io)) === 1 ? 1 : 0;
    }
  } catch (error) {
    if (error instanceof Cancelled) {
      io.err('ballast: cancelled.');
      return 130;
    }
    io.err(`ballast: ${messageOf(error)}`);
    return 2;
  }
}

/** One line for any failure; the text of files cannot move the cursor. */
function messageOf(error: unknown): string {
  const known = error instanceof EngineError || error instanceof UsageError;
  const text = error instanceof Error ? error.message : String(error);
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return known ? line : `this is a mistake in Ballast itself: ${line}`;
}
