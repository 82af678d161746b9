import { COMMANDS, type CommandSpec, type OptionSpec } from './options';
import { UsageError } from './usage';

/** The arguments of one command, checked against its options but not yet against any file. */
export class Arguments {
  readonly files: readonly string[];
  readonly #given: ReadonlyMap<string, readonly string[]>;

  constructor(files: readonly string[], given: ReadonlyMap<string, readonly string[]>) {
    this.files = files;
    this.#given = given;
  }

  has(option: string): boolean {
    return this.#given.has(option);
  }

  /** The last value given wins, as in most tools. */
  value(option: string): string | undefined {
    return this.#given.get(option)?.at(-1);
  }

  values(option: string): readonly string[] {
    return this.#given.get(option) ?? [];
  }
}

/** What the user asked for. */
export type Invocation =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command?: CommandSpec }
  | { readonly kind: 'command'; readonly command: CommandSpec; readonly arguments: Arguments };

/** Reads argv without the program's own names. @throws UsageError */
export function parseArguments(argv: readonly string[]): Invocation {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const topic = COMMANDS.find(({ name }) => name === rest[0]);
    return { kind: 'help', ...(topic && { command: topic }) };
  }
  if (first === '--version' || first === '-v') return { kind: 'version' };
  const command = COMMANDS.find(({ name }) => name === first);
  if (!command) {
    const what = first.startsWith('-') ? 'option' : 'command';
    const known = COMMANDS.map(({ name }) => name).join(', ');
    throw new UsageError(`There is no ${what} '${first}'. The commands are ${known}.`);
  }
  if (beforeEnd(rest).some((arg) => arg === '--help' || arg === '-h')) {
    return { kind: 'help', command };
  }
  return { kind: 'command', command, arguments: parseCommand(command, rest) };
}

function beforeEnd(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

function parseCommand(command: CommandSpec, args: readonly string[]): Arguments {
  const files: string[] = [];
  const given = new Map<string, string[]>();
  let at = 0;
  let open: OptionSpec | undefined;
  const required = command.files.filter((file) => file.required).length;
  const add = (option: OptionSpec, value: string) => {
    if (option.choices && !option.choices.includes(value)) {
      const allowed = option.choices.join(', ');
      throw new UsageError(`--${option.name} takes ${allowed}; '${value}' is none of them.`);
    }
    given.set(option.name, [...(given.get(option.name) ?? []), value]);
  };
  while (at < args.length) {
    const arg = args[at++]!;
    if (arg === '--') {
      files.push(...args.slice(at));
      break;
    }
    if (!arg.startsWith('--') || arg === '-') {
      if (arg.startsWith('-') && arg !== '-') throw unknown(command, arg);
      if (open && files.length >= required) add(open, arg);
      else files.push(arg);
      continue;
    }
    const [name, inline] = splitOption(arg);
    const option = command.options.find((entry) => entry.name === name);
    if (!option) throw unknown(command, `--${name}`);
    if (option.value === undefined) {
      if (inline !== undefined) throw new UsageError(`--${name} takes no value.`);
      add(option, '');
      open = undefined;
      continue;
    }
    const value = inline ?? args[at++];
    if (value === undefined || value === '')
      throw new UsageError(`--${name} needs a value: ${option.value}.`);
    add(option, value);
    open = option.many ? option : undefined;
  }
  checkFiles(command, files);
  return new Arguments(files, given);
}

function splitOption(arg: string): [string, string | undefined] {
  const equals = arg.indexOf('=');
  return equals < 0 ? [arg.slice(2), undefined] : [arg.slice(2, equals), arg.slice(equals + 1)];
}

function checkFiles(command: CommandSpec, files: readonly string[]): void {
  const missing = command.files.find((file, index) => file.required && index >= files.length);
  if (missing) throw new UsageError(`${command.name} needs ${missing.name}.`);
  const extra = files[command.files.length];
  if (extra !== undefined && !command.files.at(-1)?.many) {
    throw new UsageError(`${command.name} does not take a further argument '${extra}'.`);
  }
}

function unknown(command: CommandSpec, option: string): UsageError {
  return new UsageError(
    `${command.name} has no option '${option}'. See \`ballast ${command.name} --help\`.`,
  );
}
