// What the kernel asks of its host, for cells that are rare: texts are `length` bytes at `at`.

/** The number that a plain number is, rounded as the standard asks. */
export declare function readNumber(at: usize, length: u32): f64;
/** UTF-16 units of a text. */
export declare function countCharacters(at: usize, length: u32): u32;
/** Words of a text, separated by white space. */
export declare function countWords(at: usize, length: u32): u32;
