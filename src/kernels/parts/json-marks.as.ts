// Bytes and small numbers that the parts of the JSON kernel share.

export const LF: i32 = 10;
export const CR: i32 = 13;
export const QUOTE: i32 = 34;
export const COMMA: i32 = 44;
export const COLON: i32 = 58;
export const OPEN_LIST: i32 = 91;
export const BACKSLASH: i32 = 92;
export const CLOSE_LIST: i32 = 93;
export const OPEN_OBJECT: i32 = 123;
export const CLOSE_OBJECT: i32 = 125;

/** As RowKind in src/codecs/json/json-batch.ts. */
export const OTHER_VALUE: u32 = 1;
export const BROKEN: u32 = 2;
export const TOO_DEEP: u32 = 3;
export const REPEATED_KEY: u32 = 4;
export const LONG_KEY: u32 = 8;
export const LONE_SURROGATE: u32 = 16;
export const DEEP_OBJECT: u32 = 32;

/** As CellTag and LeafKind there. */
export const NULL: u32 = 0;
export const STRING: u32 = 1;
export const NUMBER: u32 = 2;
export const BOOLEAN: u32 = 3;
export const NESTED: u32 = 4;
export const TAG_MASK: u32 = 7;
export const LONG_INTEGER: u32 = 8;

export const NO_PATH: u32 = 0xffffffff;
/** Brackets inside each other up to which a value is read. */
export const MOST_DEPTH: u32 = 1024;
