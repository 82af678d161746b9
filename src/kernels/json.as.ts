// Finds the rows of JSON text, the paths of their members and their leaves. Its twin in TypeScript, which says what is
// right and takes over where there is no WebAssembly, is src/codecs/json/twin-scanner.ts with walk-object.ts.
//
// One pass checks the grammar (RFC 8259) and splits the row. Most rows repeat the keys of the row before: a key is
// compared with the one that came next the last time, and only if it is another one looked up. Strings are left sixteen
// bytes at a time. The bytes end in 64 zeros, which are valid nowhere in JSON: no loop asks where the end is.
//
// The kernel allocates nothing: the host lays out the memory.

const LF: i32 = 10;
const CR: i32 = 13;
const QUOTE: i32 = 34;
const COMMA: i32 = 44;
const COLON: i32 = 58;
const OPEN_LIST: i32 = 91;
const BACKSLASH: i32 = 92;
const CLOSE_LIST: i32 = 93;
const OPEN_OBJECT: i32 = 123;
const CLOSE_OBJECT: i32 = 125;

/** As RowKind in the twin. */
const OBJECT: u32 = 0;
const OTHER_VALUE: u32 = 1;
const BROKEN: u32 = 2;
const TOO_DEEP: u32 = 3;
const REPEATED_KEY: u32 = 4;
const LONG_KEY: u32 = 8;
const LONE_SURROGATE: u32 = 16;
const DEEP_OBJECT: u32 = 32;

/** As CellTag and LeafKind in the twin. */
const NULL: u32 = 0;
const STRING: u32 = 1;
const NUMBER: u32 = 2;
const BOOLEAN: u32 = 3;
const NESTED: u32 = 4;
const LONG_INTEGER_FLAG: u32 = 8;

const NO_PATH: u32 = 0xffffffff;
const MOST_PATH: u32 = 8;
const MOST_DEPTH: u32 = 1024;
const LONGEST_KEY: u32 = 4096;
const LONG_INTEGER: usize = 16;

/** As Before and Stop in the twin; the order is that of STOPS in the host. */
const BEFORE_ROW: u32 = 1;
const BEFORE_COMMA: u32 = 2;
const STOP_END: u32 = 0;
const STOP_FULL: u32 = 1;
const STOP_CLOSED: u32 = 2;
const STOP_ODD: u32 = 3;
/** There is no room for another path. */
const STOP_CROWDED: u32 = 4;

const LINES: u32 = 0;
const LIST: u32 = 1;

/** What the last scan found besides its arrays, as in JsonBatch. */
export let rows: u32 = 0;
export let line: u32 = 0;
export let blankLines: u32 = 0;
export let before: u32 = 0;
export let stop: u32 = 0;

let leafPaths: usize = 0;
let leafStarts: usize = 0;
let leafEnds: usize = 0;
let rowLeaves: usize = 0;
let rowStarts: usize = 0;
let rowEnds: usize = 0;
let rowLines: usize = 0;
let rowKinds: usize = 0;
let leafKinds: usize = 0;
let leafRoom: u32 = 0;
let rowRoom: u32 = 0;

/** Tells where the arrays of a batch lie, one behind the other. Their memory ends at the returned address. */
export function layOut(address: usize, rowCount: u32, leafCount: u32): usize {
  const ofLeaves = (<usize>leafCount) << 2;
  const ofRows = (<usize>rowCount) << 2;
  leafPaths = address;
  leafStarts = leafPaths + ofLeaves;
  leafEnds = leafStarts + ofLeaves;
  rowLeaves = leafEnds + ofLeaves;
  rowStarts = rowLeaves + ofRows + 4;
  rowEnds = rowStarts + ofRows;
  rowLines = rowEnds + ofRows;
  rowKinds = rowLines + ofRows;
  leafKinds = rowKinds + rowCount;
  leafRoom = leafCount;
  rowRoom = rowCount;
  return leafKinds + leafCount;
}

/**
 * A path has PATH_BYTES: parent, next, hash, where its key begins among all keys, its length, the row that had it last,
 * its depth, and its flags. Keys are kept with their closing quote.
 */
const PATH_BYTES: usize = 32;
/** Objects at the path are one cell. */
const CLOSED: u32 = 1;
/** The key has an escape, so that there may be another spelling of it. */
const SPELLED: u32 = 2;
let paths: usize = 0;
let pathRoom: u32 = 0;
let keys: usize = 0;
let keysEnd: usize = 0;
let keysTop: usize = 0;
/** Path numbers by hash; open addressing, at most half full. */
let table: usize = 0;
let tableMask: u32 = 0;
export let pathCount: u32 = 0;

/** Lays out `capacity` paths (a power of two) with `bytes` bytes of keys; returns where their memory ends. */
export function layOutPaths(address: usize, capacity: u32, bytes: u32): usize {
  paths = (address + 63) & ~63;
  pathRoom = capacity;
  table = paths + <usize>capacity * PATH_BYTES;
  tableMask = capacity * 2 - 1;
  memory.fill(table, 0, (<usize>capacity) << 3);
  keys = table + ((<usize>capacity) << 3);
  keysTop = keys;
  keysEnd = keys + bytes;
  memory.fill(paths, 0, PATH_BYTES);
  pathCount = 1;
  return keysEnd + 64;
}

function pathAt(path: u32): usize {
  return paths + <usize>path * PATH_BYTES;
}

export function parentOf(path: u32): u32 {
  return load<u32>(pathAt(path));
}

export function keyOf(path: u32): u32 {
  return <u32>(keys + <usize>load<u32>(pathAt(path), 12));
}

export function keyLengthOf(path: u32): u32 {
  return load<u32>(pathAt(path), 16);
}

export function depthOf(path: u32): u32 {
  return load<u32>(pathAt(path), 24);
}

export function closePath(path: u32): void {
  store<u32>(pathAt(path), load<u32>(pathAt(path), 28) | CLOSED, 28);
}

export function isClosed(path: u32): bool {
  return (load<u32>(pathAt(path), 28) & CLOSED) !== 0;
}

function hasEscape(start: usize, length: u32): bool {
  for (let i: usize = 0; i < <usize>length; i++)
    if (<i32>load<u8>(start + i) === BACKSLASH) return true;
  return false;
}

/** The path of a key; 0 when there is no room for it. */
export function pathOf(parent: u32, start: usize, length: u32): u32 {
  let hash: u32 = parent * 0x9e3779b1 + length;
  for (let i: usize = 0; i < <usize>length; i++)
    hash = rotl<u32>((hash ^ (<u32>load<u8>(start + i))) * 0x85ebca6b, 13);
  let slot = hash & tableMask;
  for (;;) {
    const path = load<u32>(table + ((<usize>slot) << 2));
    if (path === 0) break;
    const at = pathAt(path);
    if (load<u32>(at, 8) === hash && load<u32>(at) === parent && load<u32>(at, 16) === length) {
      if (memory.compare(keys + <usize>load<u32>(at, 12), start, length) === 0) return path;
    }
    slot = (slot + 1) & tableMask;
  }
  if (pathCount === pathRoom || keysTop + length + 1 > keysEnd) return 0;
  const path = pathCount++;
  store<u32>(table + ((<usize>slot) << 2), path);
  const at = pathAt(path);
  const depth = depthOf(parent) + 1;
  store<u32>(at, parent);
  store<u32>(at, 0, 4);
  store<u32>(at, hash, 8);
  store<u32>(at, <u32>(keysTop - keys), 12);
  store<u32>(at, length, 16);
  store<u32>(at, 0, 20);
  store<u32>(at, depth, 24);
  store<u32>(at, (depth >= MOST_PATH ? CLOSED : 0) | (hasEscape(start, length) ? SPELLED : 0), 28);
  memory.copy(keysTop, start, length);
  store<u8>(keysTop + length, <u8>QUOTE);
  keysTop += length + 1;
  return path;
}

/** Set when a step failed: what kind of row that makes. */
let fault: u32 = 0;
let flags: u32 = 0;
/** Line feeds are white space, and are counted in `feeds`. */
let overLines: bool = false;
let feeds: u32 = 0;

function skipSpace(from: usize): usize {
  let at = from;
  for (;;) {
    const byte = <i32>load<u8>(at);
    if (byte > 32) return at;
    if (byte === LF) {
      if (!overLines) return at;
      feeds++;
    } else if (byte !== 32 && byte !== 9 && byte !== CR) return at;
    at++;
  }
  return 0;
}

/** The position of the first of 16 bytes and more from `at` on that ends plain text in a string. */
function skipPlain(from: usize): usize {
  let at = from;
  for (;;) {
    const bytes = v128.load(at);
    const marks = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)), i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH))),
      i8x16.lt_u(bytes, i8x16.splat(32)),
    );
    const mask = i8x16.bitmask(marks);
    if (mask !== 0) return at + <usize>ctz(mask);
    at += 16;
  }
  return 0;
}

let escaped: bool = false;

/** The position after the string whose opening quote is at `from`, or 0. Says in `escaped` whether it has escapes. */
function skipString(from: usize): usize {
  if (<i32>load<u8>(from) !== QUOTE) return broken();
  escaped = false;
  let at = from + 1;
  for (;;) {
    at = skipPlain(at);
    const byte = <i32>load<u8>(at);
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return broken();
    escaped = true;
    const escape = <i32>load<u8>(at + 1);
    if (escape === 117) {
      for (let i: usize = 2; i < 6; i++) if (!isHex(load<u8>(at + i))) return broken();
      at += 6;
    } else if (
      escape === QUOTE ||
      escape === BACKSLASH ||
      escape === 47 ||
      escape === 98 ||
      escape === 102 ||
      escape === 110 ||
      escape === 114 ||
      escape === 116
    ) {
      at += 2;
    } else return broken();
  }
  return 0;
}

function broken(): usize {
  fault = BROKEN;
  return 0;
}

function isHex(byte: u32): bool {
  return byte - 48 < 10 || (byte | 32) - 97 < 6;
}

function isDigit(byte: u32): bool {
  return byte - 48 < 10;
}

let integer: bool = false;

function skipNumber(from: usize): usize {
  let at = from;
  integer = true;
  if (load<u8>(at) === 45) at++;
  const whole = at;
  while (isDigit(load<u8>(at))) at++;
  if (at === whole || (load<u8>(whole) === 48 && at > whole + 1)) return broken();
  if (load<u8>(at) === 46) {
    integer = false;
    const fraction = ++at;
    while (isDigit(load<u8>(at))) at++;
    if (at === fraction) return broken();
  }
  if ((load<u8>(at) | 32) === 101) {
    integer = false;
    at++;
    const sign = <i32>load<u8>(at);
    if (sign === 43 || sign === 45) at++;
    const exponent = at;
    while (isDigit(load<u8>(at))) at++;
    if (at === exponent) return broken();
  }
  return at;
}

let tag: u32 = 0;

/** The position after a value that is no object and no list, or 0; its tag in `tag`. */
function skipScalar(at: usize): usize {
  const byte = <i32>load<u8>(at);
  if (byte === QUOTE) {
    tag = STRING;
    return skipString(at);
  }
  if (byte === 116) {
    tag = BOOLEAN;
    return load<u32>(at) === 0x65757274 ? at + 4 : broken();
  }
  if (byte === 102) {
    tag = BOOLEAN;
    return load<u32>(at, 1) === 0x65736c61 ? at + 5 : broken();
  }
  if (byte === 110) {
    tag = NULL;
    return load<u32>(at) === 0x6c6c756e ? at + 4 : broken();
  }
  tag = NUMBER;
  return skipNumber(at);
}

/** One byte per open bracket: the one that closes it. The host lays it out, MOST_DEPTH bytes. */
let closers: usize = 0;

export function layOutDepth(address: usize): usize {
  closers = address;
  return address + MOST_DEPTH;
}

function skipKey(from: usize): usize {
  let at = skipString(from);
  if (at === 0) return 0;
  at = skipSpace(at);
  return <i32>load<u8>(at) === COLON ? at + 1 : broken();
}

/** The position after the object or list that begins at `from`, or 0; brackets nest up to `most` deep. */
function skipNested(from: usize, most: u32): usize {
  let depth: u32 = 0;
  let at = from;
  for (;;) {
    at = skipSpace(at);
    const byte = <i32>load<u8>(at);
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (depth === most) {
        fault = TOO_DEEP;
        return 0;
      }
      const closer = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
      at = skipSpace(at + 1);
      if (<i32>load<u8>(at) === closer) at++;
      else {
        store<u8>(closers + depth++, <u8>closer);
        if (closer === CLOSE_OBJECT) {
          at = skipKey(at);
          if (at === 0) return 0;
        }
        continue;
      }
    } else {
      at = skipScalar(at);
      if (at === 0) return 0;
    }
    // A value has ended: close what it ends, or go on behind its comma.
    for (;;) {
      if (depth === 0) return at;
      const closer = <i32>load<u8>(closers + depth - 1);
      at = skipSpace(at);
      const mark = <i32>load<u8>(at);
      if (mark === closer) {
        depth--;
        at++;
        continue;
      }
      if (mark !== COMMA) return broken();
      at = skipSpace(at + 1);
      if (closer === CLOSE_OBJECT) {
        at = skipKey(at);
        if (at === 0) return 0;
      }
      break;
    }
  }
  return 0;
}

function hexAt(at: usize): u32 {
  let value: u32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const byte = <u32>load<u8>(at + i);
    value = value * 16 + (byte <= 57 ? byte - 48 : (byte & 0xdf) - 55);
  }
  return value;
}

function plainEscape(escape: u32): u32 {
  switch (escape) {
    case 98:
      return 8;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    default:
      return escape;
  }
}

/** Resolves the escapes of a string's content in place; returns its new end. */
function unescape(start: usize, end: usize): usize {
  let from = start;
  let to = start;
  while (from < end) {
    const next = skipPlain(from);
    const plain = (next < end ? next : end) - from;
    if (to !== from) memory.copy(to, from, plain);
    to += plain;
    from += plain;
    if (from >= end) break;
    const escape = <u32>load<u8>(from, 1);
    from += 2;
    if (escape !== 117) {
      store<u8>(to++, plainEscape(escape));
      continue;
    }
    let code = hexAt(from);
    from += 4;
    if (code - 0xd800 < 0x800) {
      const pair = code < 0xdc00 && from + 6 <= end && load<u16>(from) === 0x755c;
      const low: u32 = pair ? hexAt(from + 2) : 0;
      if (low - 0xdc00 < 0x400) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        from += 6;
      } else {
        code = 0xfffd;
        flags |= LONE_SURROGATE;
      }
    }
    if (code < 0x80) store<u8>(to++, code);
    else {
      if (code < 0x800) store<u8>(to++, 0xc0 | (code >> 6));
      else {
        if (code < 0x10000) store<u8>(to++, 0xe0 | (code >> 12));
        else {
          store<u8>(to++, 0xf0 | (code >> 18));
          store<u8>(to++, 0x80 | ((code >> 12) & 63));
        }
        store<u8>(to++, 0x80 | ((code >> 6) & 63));
      }
      store<u8>(to++, 0x80 | (code & 63));
    }
  }
  return to;
}

let leaf: u32 = 0;
let input: usize = 0;
/** Counts rows of all scans, so that a path tells whether the row at hand had it. */
let stamp: u32 = 0;
let crowded: bool = false;
/** Strings before this position may have lost their escapes, and now hold line feeds. */
let reached: usize = 0;
let noRoom: bool = false;

function putLeaf(path: u32, start: usize, end: usize, kind: u32): void {
  if (path === NO_PATH) return;
  const word = (<usize>leaf) << 2;
  store<u32>(leafPaths + word, path);
  store<u32>(leafStarts + word, <u32>(start - input));
  store<u32>(leafEnds + word, <u32>(end - input));
  store<u8>(leafKinds + leaf, kind);
  leaf++;
}

/** Splits the object that begins at `from` into leaves; the position after it, or 0. */
function splitObject(from: usize): usize {
  let at = skipSpace(from + 1);
  if (<i32>load<u8>(at) === CLOSE_OBJECT) return at + 1;
  let object: u32 = 0;
  let last: u32 = 0;
  stamp++;
  for (;;) {
    // A key.
    if (<i32>load<u8>(at) !== QUOTE) return broken();
    let path: u32 = load<u32>(pathAt(last), 4);
    const its = pathAt(path);
    const length = load<u32>(its, 16);
    const key = keys + <usize>load<u32>(its, 12);
    if (path !== 0 && load<u32>(its) === object && isKey(key, at + 1, length + 1)) {
      at += length + 2;
      last = path;
    } else {
      const end = skipString(at);
      if (end === 0) return 0;
      const bytes = end - at - 2;
      if (bytes > <usize>LONGEST_KEY) {
        flags |= LONG_KEY;
        path = NO_PATH;
      } else {
        path = pathOf(object, at + 1, <u32>bytes);
        if (path === 0) {
          crowded = true;
          return 0;
        }
        store<u32>(pathAt(last), path, 4);
        last = path;
      }
      at = end;
    }
    if (path !== NO_PATH) {
      // Whether a spelling is that of another key of the row is for the host to find out.
      const seen = pathAt(path);
      if (load<u32>(seen, 20) === stamp || (load<u32>(seen, 28) & SPELLED) !== 0)
        flags |= REPEATED_KEY;
      store<u32>(seen, stamp, 20);
    }
    if (<i32>load<u8>(at) !== COLON) {
      at = skipSpace(at);
      if (<i32>load<u8>(at) !== COLON) return broken();
    }
    at++;
    if (<i32>load<u8>(at) <= 32) at = skipSpace(at);

    // Its value.
    if (leaf >= leafRoom) {
      noRoom = true;
      return 0;
    }
    const byte = <i32>load<u8>(at);
    if (byte === OPEN_OBJECT) {
      const inner = skipSpace(at + 1);
      const empty = <i32>load<u8>(inner) === CLOSE_OBJECT;
      if (!empty && path !== NO_PATH && !isClosed(path)) {
        object = path;
        at = inner;
        continue;
      }
      if (!empty && path !== NO_PATH && depthOf(path) >= MOST_PATH) flags |= DEEP_OBJECT;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      const end = skipNested(at, MOST_DEPTH - depthOf(object));
      if (end === 0) return 0;
      putLeaf(path, at, end, NESTED);
      at = end;
    } else {
      const end = skipScalar(at);
      if (end === 0) return 0;
      if (tag === STRING) {
        putLeaf(
          path,
          at + 1,
          escaped && path !== NO_PATH ? unescape(at + 1, end - 1) : end - 1,
          STRING,
        );
      } else {
        const long = tag === NUMBER && integer && end - at >= LONG_INTEGER;
        putLeaf(path, at, end, long ? tag | LONG_INTEGER_FLAG : tag);
      }
      at = end;
    }

    reached = at;

    // What follows: another member, or the ends of objects.
    for (;;) {
      if (<i32>load<u8>(at) <= 32) at = skipSpace(at);
      const mark = <i32>load<u8>(at++);
      if (mark === COMMA) {
        if (<i32>load<u8>(at) <= 32) at = skipSpace(at);
        break;
      }
      if (mark !== CLOSE_OBJECT) return broken();
      if (object === 0) return at;
      object = parentOf(object);
    }
  }
  return 0;
}

/** Whether the key at `at` is the expected one, its closing quote included. */
function isKey(key: usize, at: usize, length: u32): bool {
  if (length > 16) return memory.compare(key, at, length) === 0;
  const same = i8x16.bitmask(i8x16.eq(v128.load(key), v128.load(at)));
  const mask = (1 << length) - 1;
  return (same & mask) === mask;
}

function endsWord(byte: u32): bool {
  return (
    byte === 32 ||
    byte === 9 ||
    byte === LF ||
    byte === CR ||
    byte === COMMA ||
    byte === QUOTE ||
    (byte & 0xdf) === OPEN_LIST ||
    (byte & 0xdf) === CLOSE_LIST
  );
}

/** The position after the row's value at `at`, or 0 with its fault. */
function takeValue(at: usize): usize {
  flags = 0;
  fault = 0;
  crowded = false;
  noRoom = false;
  reached = at;
  const byte = <i32>load<u8>(at);
  if (byte === OPEN_OBJECT) return splitObject(at);
  flags = OTHER_VALUE;
  return byte === OPEN_LIST ? skipNested(at, MOST_DEPTH) : skipScalar(at);
}

function putRow(row: u32, start: usize, end: usize, origin: usize, its: u32, kind: u32): void {
  const word = (<usize>row) << 2;
  store<u32>(rowStarts + word, <u32>(start - origin));
  store<u32>(rowEnds + word, <u32>(end - origin));
  store<u32>(rowLines + word, its);
  store<u8>(rowKinds + row, kind);
  store<u32>(rowLeaves + word, leaf, 4);
}

/**
 * Scans the bytes [from, to), of which byte 0 would lie at address `origin`, and returns the position after the last
 * row or comma. The bytes were loaded at `loaded`; 64 zeros stand behind them.
 */
export function scan(
  loaded: usize,
  origin: usize,
  from: u32,
  to: u32,
  ended: bool,
  arrangement: u32,
): u32 {
  input = loaded;
  rows = 0;
  blankLines = 0;
  leaf = 0;
  store<u32>(rowLeaves, 0);
  const done =
    arrangement === LINES
      ? scanLines(origin, from, to, ended)
      : scanElements(origin, from, to, ended, arrangement === LIST);
  return <u32>(done - origin);
}

function scanLines(origin: usize, from: u32, to: u32, ended: bool): usize {
  const end = origin + to;
  let done = origin + from;
  overLines = false;
  for (;;) {
    const first = leaf;
    let at = skipSpace(done);
    const blank = at === end || <i32>load<u8>(at) === LF;
    let kind: u32 = 0;
    if (!blank) {
      if (rows === rowRoom) return stopAt(done, STOP_FULL);
      let next = takeValue(at);
      if (next === 0) {
        if (crowded) return stopAt(done, STOP_CROWDED);
        if (noRoom) {
          leaf = first;
          return stopAt(done, STOP_FULL);
        }
      } else {
        next = skipSpace(next);
        if (next !== end && <i32>load<u8>(next) !== LF) {
          fault = BROKEN;
          next = 0;
        }
      }
      if (next === 0) {
        leaf = first;
        kind = fault;
        at = lineEnd(reached, end);
      } else {
        kind = flags;
        at = next;
      }
    }
    if (at >= end && !ended) {
      leaf = first;
      return stopAt(done, STOP_END);
    }
    if (blank && at >= end && done >= end) return stopAt(done, STOP_END);
    if (blank) blankLines++;
    else {
      const terminated = at < end;
      const trimmed = terminated && <i32>load<u8>(at - 1) === CR ? at - 1 : at;
      putRow(rows, done, trimmed, origin, line, kind);
      rows++;
    }
    line++;
    done = at < end ? at + 1 : end;
  }
  return 0;
}

/** The position of the line feed at or behind `from`, or `end`. */
function lineEnd(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(<i8>LF)));
    if (mask !== 0) {
      at += <usize>ctz(mask);
      return at < end ? at : end;
    }
    at += 16;
  }
  return end;
}

function stopAt(position: usize, why: u32): usize {
  stop = why;
  return position;
}

function scanElements(origin: usize, from: u32, to: u32, ended: bool, isList: bool): usize {
  const end = origin + to;
  let done = origin + from;
  overLines = true;
  for (;;) {
    feeds = 0;
    const at = skipSpace(done);
    if (at >= end) return stopAt(done, STOP_END);
    const byte = <i32>load<u8>(at);
    const its = line + feeds;
    if (isList) {
      if (byte === CLOSE_LIST && before !== BEFORE_COMMA) {
        line = its;
        return stopAt(at + 1, STOP_CLOSED);
      }
      if (before === BEFORE_ROW) {
        if (byte !== COMMA) return stopAt(done, STOP_ODD);
        line = its;
        before = BEFORE_COMMA;
        done = at + 1;
        continue;
      }
    }
    if (rows === rowRoom) return stopAt(done, STOP_FULL);
    const first = leaf;
    feeds = 0;
    const next = takeValue(at);
    if (next === 0) {
      leaf = first;
      if (crowded) return stopAt(done, STOP_CROWDED);
      if (noRoom) return stopAt(done, STOP_FULL);
      return stopAt(done, STOP_ODD);
    }
    const isWord = byte !== OPEN_OBJECT && byte !== OPEN_LIST && byte !== QUOTE;
    if (next > end || (isWord && (next === end || !endsWord(load<u8>(next))))) {
      leaf = first;
      return stopAt(done, STOP_ODD);
    }
    putRow(rows, at, next, origin, its, flags);
    rows++;
    line = its + feeds;
    before = BEFORE_ROW;
    done = next;
  }
  return 0;
}
