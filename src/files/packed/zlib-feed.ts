import type { Transform } from 'node:stream';
import type { Keep } from './damaged';

/**
 * A decompressing stream of node:zlib, fed piece by piece: a stream in a pipeline would lose content that was unpacked
 * when its input goes on behind the end.
 */
export class ZlibFeed {
  readonly #stream: Transform;
  readonly #over: Promise<void>;
  #ended = false;
  #failed: unknown;

  constructor(stream: Transform, keep: Keep) {
    this.#stream = stream;
    this.#over = new Promise((resolve) => {
      stream.on('data', (bytes: Uint8Array) => {
        if (this.#failed !== undefined) return;
        try {
          keep(bytes);
        } catch (error) {
          this.#failed = error;
        }
      });
      stream.on('error', (error) => {
        this.#failed ??= error;
        resolve();
      });
      stream.on('end', () => {
        this.#ended = true;
        resolve();
      });
    });
  }

  /** True when the compressed data ended: what is fed afterwards is not looked at. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @throws what zlib says of the data so far, and what `keep` throws */
  async take(bytes: Uint8Array): Promise<void> {
    const taken = new Promise<void>((resolve) => {
      this.#stream.write(bytes, () => {
        resolve();
      });
    });
    // A write that fails is never called back.
    await Promise.race([taken, this.#over]);
    this.#refuse();
  }

  /** Resolves when all of it has come out. @throws what zlib says, and what `keep` throws */
  async finish(): Promise<void> {
    if (!this.#ended) this.#stream.end();
    await this.#over;
    this.#refuse();
  }

  /** Lets go of the stream, whatever became of it. */
  close(): void {
    this.#stream.destroy();
  }

  #refuse(): void {
    if (this.#failed !== undefined) throw this.#failed as Error;
  }
}
