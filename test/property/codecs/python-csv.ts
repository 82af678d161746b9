/**
 * The records of delimited text as the state machine of Python's csv module reads them (`strict=False`), blank lines left
 * out: an oracle for files that no standard covers. A quote opens a field only at its start, text after a closing quote
 * belongs to the field, and the end of the file closes every quote.
 */
export function pythonCsv(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  let begun = false;
  const endRecord = () => {
    if (begun) records.push([...record, field]);
    record = [];
    field = '';
    state = 'start';
    begun = false;
  };
  for (const character of text.split('')) {
    if (state === 'quoted') {
      if (character === '"') state = 'closing';
      else field += character;
    } else if (character === '"' && state === 'closing') {
      field += character;
      state = 'quoted';
    } else if (character === '\n' || character === '\r') endRecord();
    else {
      begun = true;
      if (character === delimiter) {
        record.push(field);
        field = '';
        state = 'start';
      } else if (character === '"' && state === 'start') state = 'quoted';
      else {
        field += character;
        state = 'plain';
      }
    }
  }
  endRecord();
  return records;
}
