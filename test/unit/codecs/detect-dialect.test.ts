import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectDialect } from '../../../src/codecs/delimited/dialect/detect-dialect';
import { names, problem, read } from './reading';

const fixtures = path.join(import.meta.dirname, '../../fixtures');

interface Example {
  readonly name: string;
  readonly input: { readonly text: string };
  readonly expect: {
    readonly header: boolean;
    readonly columns: readonly string[];
    readonly records: number;
    readonly delimiter: string;
  };
}

const examples = (
  JSON.parse(readFileSync(path.join(fixtures, 'methods/fixtures-audit.json'), 'utf8')) as {
    capabilities: Record<string, Example[]>;
  }
).capabilities['file-open-diagnosis']!;

describe('detection of the dialect', () => {
  it.each(examples.map((example) => [example.name, example] as const))(
    'agrees with the worked example: %s',
    (_, { input, expect: expected }) => {
      const { table, facts } = read(input.text);
      expect(facts.dialect).toMatchObject({
        header: expected.header,
        delimiter: expected.delimiter,
      });
      expect(names(table)).toEqual(expected.columns);
      expect(table.rowCount).toBe(expected.records);
    },
  );

  it.each([
    ['penguins', true, 344, 7],
    ['titanic', true, 891, 15],
    ['diamonds', true, 53_940, 10],
    ['compas', true, 7214, 46],
    ['adult-train', false, 32_561, 15],
    ['adult-test', false, 16_281, 15],
    ['german', false, 1000, 21],
    ['glass', false, 214, 10],
    ['mammography', false, 11_183, 7],
  ])('reads %s as it is: header %s, %i rows, %i columns', (name, header, rows, columns) => {
    const { table, facts } = read(
      new Uint8Array(readFileSync(path.join(fixtures, `data/${name}.csv`))),
    );
    expect(facts.dialect).toMatchObject({
      delimiter: ',',
      header,
      skipInitialSpace: name.startsWith('adult'),
    });
    expect([table.rowCount, table.columns.length, facts.raggedRows]).toEqual([rows, columns, 0]);
    expect(problem({ table, facts }, 'duplicate-name')?.more).toBe(
      name === 'compas' ? 1 : undefined,
    );
  });

  const dialect = (text: string) => detectDialect(text, false, {});

  it.each([
    [',', 'a,b\n1,2\n'],
    [';', 'a;b\n1,5;2,5\n2,5;3,5\n'],
    [';', '1,5;2;3,0\n2,5;3;1,5\n'],
    ['\t', 'a\tb, c\n1\tx\n'],
    ['|', 'a|b\n1|x\n'],
    [':', 'root:x:0\ndaemon:x:1\n'],
    [',', '1,10:00:00\n2,11:30:00\n'],
    [',', 'a,b\n"x;y;z",1\n"p;q;r",2\n'],
    ['', 'title\nOne, two\nPlain\nThree, four, five\nSix\n'],
    ['', 'text\nhello\nworld\n'],
    ['', ''],
  ])('finds the delimiter %j in %j', (delimiter, text) => {
    expect(dialect(text).delimiter).toBe(delimiter);
  });

  it('prefers the delimiter that the extension stands for', () => {
    const text = 'a,b\tc,d\np,q\tr,s\n';
    expect(read(text, {}, 'x.csv').facts.dialect?.delimiter).toBe(',');
    expect(read(text, {}, 'x.tsv').facts).toMatchObject({
      format: 'tsv',
      dialect: { delimiter: '\t' },
    });
    expect(read('a,b|c,d\np,q|r,s\n', {}, 'x.psv').facts.dialect?.delimiter).toBe('|');
  });

  it('says when no delimiter fits most rows', () => {
    const result = read('a,b,c\n1,2,3\n1,2,3\n1\n1,2\n');
    expect(result.facts.dialect?.delimiter).toBe(',');
    expect(problem(result, 'delimiter-guessed')).toMatchObject({ severity: 'warning' });
  });

  it.each([
    [true, true, 'a,b\n1,x\n2,y\n'],
    [true, false, 'a,b\nx,y\np,q\n'],
    [false, true, '1,2\n3,4\n'],
    [false, false, 'age,1990\n5,6\n7,8\n'],
    [false, false, 'x,y\nx,z\n'],
    [false, false, 'What is it?,no\nYes!,yes\n'],
    [true, true, ',age\nx,3\ny,4\n'],
    [false, false, ',,age\nx,y,3\np,q,4\n'],
    [true, true, 'flag,s\ntrue,x\nFALSE,y\n'],
    [true, true, 'day,s\n2020-01-31,x\n2020-02-01,y\n'],
    [true, true, 'n,s\n1,x\n?,y\nNA,z\n'],
  ])('header %s (certain: %s) in %j', (header, certain, text) => {
    expect(dialect(text)).toMatchObject({ header, headerCertain: certain });
  });

  it('does what the user says', () => {
    expect(names(read('a,b\n1,2\n', { header: false }).table)).toEqual(['column_1', 'column_2']);
    expect(names(read('1,2\n3,4\n', { header: true }).table)).toEqual(['1', '2']);
    expect(names(read('a;b,c\n1;2,3\n', { delimiter: ';' }).table)).toEqual(['a', 'b,c']);
    expect(read('a b\tc\n1\t2\n', { delimiter: '\\t' }).facts.dialect?.delimiter).toBe('\t');
  });
});
