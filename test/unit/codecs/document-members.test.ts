import { expect, test } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { ByteWindow } from '../../../src/codecs/bytes/byte-window';
import { DocumentMembers } from '../../../src/codecs/json/document-members';

test('members are gone through the same wherever the bytes are cut', () => {
  const text = ',"first": -1.5,"second":{"a":[1,2]},"third":"x,y","last":true}';
  const source = memorySource('a.json', new TextEncoder().encode(text));
  const keysBy = (chunk: number) => {
    const members = new DocumentMembers(new ByteWindow(source, 0, chunk, 'utf-8'), 0);
    const keys = [];
    while (members.next(false)) {
      keys.push(members.key);
      members.skip();
    }
    return keys;
  };
  for (let chunk = 1; chunk <= text.length; chunk++) {
    expect(keysBy(chunk)).toEqual(['first', 'second', 'third', 'last']);
  }
});
