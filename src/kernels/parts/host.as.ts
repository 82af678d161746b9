// What the kernel asks of its host, for cells that are rare: texts are `length` bytes at `at`.

/** The number that a plain number is, rounded as the standard asks. */
export declare function readNumber(at: usize, length: u32): f64;
/** UTF-16 units of a text. */
export declare function countCharacters(at: usize, length: u32): u32;
/** Words of a text, separated by white space. */
export declare function countWords(at: usize, length: u32): u32;
/** Writes the value of `length` bytes at `at` as text to `into`, where 2048 bytes are free, and returns its length. */
export declare function writeText(at: usize, length: u32, into: usize): u32;
/** Decimals of the shortest text of a number. */
export declare function decimalsOf(number: f64): u32;
