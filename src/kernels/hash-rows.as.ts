// Adds the hashes of one column's cells to the keys of rows: engine/kernels/key-sums.ts says what lies where. Lanes are
// added apart from each other, without a carry from the lower to the upper one.

/** `codes`: one per row; `hashes`: two lanes per code; `keys`: two lanes per row. */
export function add8(codes: usize, hashes: usize, keys: usize, rows: u32): void {
  const end = codes + rows;
  while (codes < end) {
    addHash(keys, hashes + ((<usize>load<u8>(codes)) << 3));
    codes += 1;
    keys += 8;
  }
}

export function add16(codes: usize, hashes: usize, keys: usize, rows: u32): void {
  const end = codes + ((<usize>rows) << 1);
  while (codes < end) {
    addHash(keys, hashes + ((<usize>load<u16>(codes)) << 3));
    codes += 2;
    keys += 8;
  }
}

export function add32(codes: usize, hashes: usize, keys: usize, rows: u32): void {
  const end = codes + ((<usize>rows) << 2);
  while (codes < end) {
    addHash(keys, hashes + ((<usize>load<u32>(codes)) << 3));
    codes += 4;
    keys += 8;
  }
}

function addHash(key: usize, hash: usize): void {
  const sum = i32x4.add(v128.load64_zero(key), v128.load64_zero(hash));
  v128.store64_lane(key, sum, 0);
}
