/** A partition of 0 .. count - 1 into sets that are united two by two; the least member stands for its set. */
export class DisjointSets {
  readonly #parents: Uint32Array;

  constructor(count: number) {
    this.#parents = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#parents[i] = i;
  }

  /** The least member of the set of `member`; halves the path on its way (Tarjan and van Leeuwen 1984). */
  find(member: number): number {
    const parents = this.#parents;
    for (let parent = parents[member]!; parent !== member; parent = parents[member]!) {
      parents[member] = parents[parent]!;
      member = parents[member]!;
    }
    return member;
  }

  unite(a: number, b: number): void {
    const [one, other] = [this.find(a), this.find(b)];
    if (one < other) this.#parents[other] = one;
    else this.#parents[one] = other;
  }
}
