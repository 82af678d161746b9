// The part of VS Code's command line that @vscode/test-electron uses.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} LaunchOptions
 * @property {string[]} development folders of extensions under development
 * @property {string} [tests] module that runs the suite
 * @property {string} [target] folder or .code-workspace file to open
 * @property {string} [userDataDir]
 * @property {string} [extensionsDir]
 * @property {boolean} disableExtensions
 * @property {boolean} version only print the version
 */

/** Options whose value may stand in the next argument. */
const WITH_VALUE = new Set([
  '--extensionDevelopmentPath',
  '--extensionTestsPath',
  '--user-data-dir',
  '--extensions-dir',
  '--folder-uri',
  '--file-uri',
]);

/**
 * Reads the arguments; options that mean nothing to a server (--no-sandbox, --disable-gpu ...) are passed over.
 * @param {readonly string[]} args
 * @returns {LaunchOptions}
 */
export function parseLaunchOptions(args) {
  /** @type {LaunchOptions} */
  const options = { development: [], disableExtensions: false, version: false };
  const rest = [...args];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (!argument.startsWith('-')) {
      options.target ??= path.resolve(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const value =
      equals >= 0 ? argument.slice(equals + 1) : WITH_VALUE.has(name) ? (rest.shift() ?? '') : '';
    if (name === '--extensionDevelopmentPath') options.development.push(path.resolve(value));
    else if (name === '--extensionTestsPath') options.tests = path.resolve(value);
    else if (name === '--user-data-dir') options.userDataDir = value;
    else if (name === '--extensions-dir') options.extensionsDir = value;
    else if (name === '--folder-uri' || name === '--file-uri')
      options.target ??= fileURLToPath(value);
    else if (name === '--disable-extensions') options.disableExtensions = true;
    else if (name === '--version') options.version = true;
  }
  return options;
}
