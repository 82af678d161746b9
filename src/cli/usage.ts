/** Wrong usage: one clear line for stderr and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
