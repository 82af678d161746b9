import { EXPORTERS } from '../engine/exports';
import { METHODS } from '../engine/methods';
import { METRICS } from '../engine/metrics';
import { table } from './layout';
import { COMMANDS, type CommandSpec, type OptionSpec } from './options';

/** The text of `ballast --help`, or of one command's --help. */
export function helpText(command?: CommandSpec): string {
  return command ? commandHelp(command) : generalHelp();
}

function generalHelp(): string {
  const commands = COMMANDS.map((command) => [usageOf(command), command.summary]);
  return [
    'Ballast audits and balances datasets.\n',
    `Usage:\n${table(commands.map(([usage]) => [usage!]))}`,
    `Commands:\n${table(COMMANDS.map(({ name, summary }) => [name, summary]))}`,
    `Every command has --help. A column is given by name or by #position from 1.\n`,
    `Exit codes:\n${table([
      ['0', 'Done.'],
      ['1', 'An alert is at or above --fail-on.'],
      ['2', 'Wrong usage, or a file that cannot be read or written.'],
      ['130', 'Cancelled; nothing was left behind.'],
    ])}`,
  ].join('\n');
}

function commandHelp(command: CommandSpec): string {
  const options = command.options.map((option) => [optionOf(option), option.summary]);
  const lists = {
    audit: METRICS,
    balance: METHODS,
    run: [],
    export: EXPORTERS,
    evaluate: METHODS,
    methods: METHODS,
    metrics: METRICS,
    exports: EXPORTERS,
  }[command.name];
  const word = lists === METRICS ? 'Metrics' : lists === EXPORTERS ? 'Exports' : 'Methods';
  return [
    `${command.summary}\n`,
    `Usage:\n${table([[usageOf(command)]])}`,
    `Options:\n${table(options)}`,
    ...(lists.length > 0
      ? [`${word}:\n${table(lists.map(({ id, summary }) => [id, summary]))}`]
      : []),
  ].join('\n');
}

function usageOf({ name, files, options }: CommandSpec): string {
  const args = files.map(({ name: file, required, many }) => {
    const shown = many ? `${file} ...` : file;
    return required ? shown : `[${shown}]`;
  });
  const flags = options
    .filter((option) => !COMMON.has(option.name))
    .map((option) =>
      name === 'balance' && option.name === 'method'
        ? optionOf(option)
        : `[${optionOf(option)}${option.many ? ' ...' : ''}]`,
    );
  return ['ballast', name, ...args, ...flags].join(' ');
}

const COMMON: ReadonlySet<string> = new Set(['delimiter', 'encoding', 'no-header', 'quiet']);

function optionOf({ name, value }: OptionSpec): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}
