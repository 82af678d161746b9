import { EngineError } from '../engine/problems';
import { count, quoted } from '../engine/words';
import { t } from '../engine/language';

/** Of formats whose cells are all held: refuses a file before it takes more memory than is allowed. */
export class HeldMemory {
  readonly #name: string;
  readonly #allowed: number;

  /** `name`: of the file; `allowed`: bytes that its cells may take, no limit when absent. */
  constructor(name: string, allowed = Infinity) {
    this.#name = name;
    this.#allowed = allowed;
  }

  /** Says that `bytes` are needed once `rows` rows are held. @throws EngineError too-large */
  claim(bytes: number, rows: number): void {
    if (bytes <= this.#allowed) return;
    const allowed = count(Math.max(1, Math.round(this.#allowed / (1 << 20))));
    throw new EngineError(
      'too-large',
      t`The first ${count(rows)} rows of ${quoted(this.#name)} would take more than the ${allowed} MB of memory that are allowed, and its format is held as a whole: raise \`ballast.memoryLimit\` (\`--memory\` on the command line), or save the file as Parquet or CSV.`,
    );
  }
}
