import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODECS } from '../../../src/codecs';
import { PACKINGS } from '../../../src/codecs/bytes/compression';
import { METHODS } from '../../../src/engine/methods';
import { METRICS } from '../../../src/engine/metrics';
import type { Param, ParamKind } from '../../../src/engine/params/params';
import { SHARED_PARAMS } from '../../../src/engine/params/shared-params';
import { COMMANDS } from '../../../src/manifest/commands';
import { DATA_EXTENSIONS, PACKED_EXTENSIONS } from '../../../src/manifest/data-files';
import { localized } from '../../../src/manifest/localized';
import { withContributions } from '../../../src/manifest/manifest';
import { methodsPage } from '../../../src/manifest/methods-page';
import { paramSchema } from '../../../src/manifest/param-schema';
import { recipeSchema } from '../../../src/manifest/recipe-schema';

const ROOT = join(import.meta.dirname, '../../..');

interface Contributes {
  commands: { command: string; title: string; category: string }[];
  submenus: { id: string }[];
  keybindings: { command: string; key: string }[];
  menus: Record<string, { command?: string; submenu?: string; when?: string }[]>;
  configuration: { properties: Record<string, { description: string; default: unknown }> }[];
  walkthroughs: {
    steps: { description: string; media: { markdown: string }; completionEvents: string[] }[];
  }[];
  viewsContainers: { activitybar: { icon: string }[] };
}

const made = withContributions({ name: 'x', scripts: { a: 'b' } }, METRICS);
const contributes = made['contributes'] as Contributes;
const ids = COMMANDS.map(({ id }) => id as string);

describe('package.json', () => {
  it('keeps what is not generated', () => {
    expect(made).toMatchObject({ name: 'x', scripts: { a: 'b' } });
  });

  it('has each command once, and no menu, link or event of a command that is not there', () => {
    expect(contributes.commands.map(({ command }) => command)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    const inMenus = Object.values(contributes.menus).flat();
    for (const { command, submenu } of inMenus) {
      if (command !== undefined) expect(ids).toContain(command);
      else expect(contributes.submenus.map(({ id }) => id)).toContain(submenu);
    }
    const text = JSON.stringify(contributes);
    for (const [, id] of text.matchAll(/(?:command|onCommand):(ballast\.\w+)/g))
      expect(ids).toContain(id);
  });

  it('offers the submenu on data files in the explorer and on tabs', () => {
    const pattern = /resourceFilename =~ \/(.+?)\/i/;
    for (const menu of ['explorer/context', 'editor/title/context', 'editor/title']) {
      const when = contributes.menus[menu]?.find(({ submenu }) => submenu)?.when ?? '';
      const extension = new RegExp(pattern.exec(when)?.[1] ?? '(?!)', 'i');
      for (const data of DATA_EXTENSIONS)
        for (const end of ['', ...PACKED_EXTENSIONS.map((packed) => `.${packed}`)])
          expect(`a.${data}${end}`.toUpperCase()).toMatch(extension);
      expect('a.json.gz').toMatch(extension);
      for (const name of ['a.json', 'a.csvx', 'a.txt', 'a.gz', 'a.tar.gz', 'csv'])
        expect(name).not.toMatch(extension);
    }
  });

  it('offers the files of every codec and every compression', () => {
    const elsewhere = ['tab', 'json'];
    const read = CODECS.flatMap(({ extensions }) => extensions).filter(
      (extension) => !elsewhere.includes(extension),
    );
    expect([...DATA_EXTENSIONS].sort()).toEqual(read.sort());
    const packed = Object.values(PACKINGS).flatMap(({ extensions }) => extensions);
    for (const extension of PACKED_EXTENSIONS) expect(packed).toContain(extension);
  });

  it('has a described setting with its default for every parameter of every metric', () => {
    const properties = Object.assign(
      {},
      ...contributes.configuration.map((c) => c.properties),
    ) as Contributes['configuration'][number]['properties'];
    for (const { id, params } of METRICS)
      for (const param of params)
        expect(properties[`ballast.metrics.${id}.${param.id}`]?.default).toEqual(param.default);
    for (const { description } of Object.values(properties)) expect(description).toMatch(/\.$/);
  });

  it('has every text in package.nls.json, and no key twice', () => {
    const { manifest, texts } = localized(made);
    const keys = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
    expect(new Set(keys)).toEqual(new Set(Object.keys(texts)));
    expect(new Set(keys).size).toBe(keys.length);
    const back = JSON.stringify(manifest).replace(/"%([^%"]+)%"/g, (_, key: string) =>
      JSON.stringify(texts[key]),
    );
    expect(JSON.parse(back)).toEqual(JSON.parse(JSON.stringify(made)));
    expect(texts['commands.ballast.audit.title']).toBe('Audit Dataset');
  });

  it('has keys that README lists, each once', () => {
    const { keybindings } = contributes;
    expect(new Set(keybindings.map(({ key }) => key)).size).toBe(keybindings.length);
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    for (const { command, key } of keybindings) {
      const chord = key.replace(/(^|[ +])./g, (start) => start.toUpperCase());
      const { title } = contributes.commands.find((entry) => entry.command === command)!;
      const line = readme.split('\n').find((each) => each.includes(`| ${chord} `)) ?? chord;
      expect(line).toContain(title);
    }
  });

  it('names only files that are there', () => {
    const paths = [
      made['icon'] as string,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ];
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const icon = readFileSync(join(ROOT, made['icon'] as string));
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([128, 128]);
  });
});

describe('schemas', () => {
  const base = { id: 'p', title: 'P', summary: 'What it is.' };
  const PARAMS: { [K in ParamKind]: [Extract<Param, { kind: K }>, object] } = {
    number: [
      { ...base, kind: 'number', default: null, min: 1, integer: true },
      { type: ['integer', 'null'], minimum: 1, default: null },
    ],
    flag: [
      { ...base, kind: 'flag', default: true },
      { type: 'boolean', default: true },
    ],
    choice: [
      { ...base, kind: 'choice', default: 'a', options: [{ value: 'a', title: 'A' }] },
      { enum: ['a'], enumDescriptions: ['A'] },
    ],
    column: [{ ...base, kind: 'column', default: null }, { type: ['string', 'null'] }],
    columns: [
      { ...base, kind: 'columns', default: [] },
      { type: 'array', default: [] },
    ],
    strategy: [
      { ...base, kind: 'strategy', default: 'auto', sampling: 'over' },
      { default: 'auto' },
    ],
    text: [{ ...base, kind: 'text', default: '' }, { type: 'string' }],
    table: [
      { ...base, kind: 'table', default: {}, of: 'classes', min: 0 },
      {
        anyOf: [
          { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
          { type: 'string' },
        ],
        default: {},
      },
    ],
    file: [{ ...base, kind: 'file', default: null }, { type: ['string', 'null'] }],
  };

  it.each(Object.values(PARAMS))('of %o', (param, expected) => {
    expect(paramSchema(param)).toMatchObject({ ...expected, description: 'What it is.' });
  });

  it('of recipes know every method with its own parameters and the shared ones', () => {
    const schema = recipeSchema(METHODS, SHARED_PARAMS) as {
      properties: {
        steps: { items: { allOf: { then: { properties: { values: { properties: object } } } }[] } };
      };
    };
    const known = schema.properties.steps.items.allOf.map((step) =>
      Object.keys(step.then.properties.values.properties),
    );
    expect(known).toEqual(
      METHODS.map(({ params }) => [...params, ...SHARED_PARAMS].map(({ id }) => id)),
    );
  });
});

it('METHODS.md names every metric, method and parameter', () => {
  const page = methodsPage(METRICS, METHODS, SHARED_PARAMS);
  for (const { id, title, params } of [...METRICS, ...METHODS]) {
    expect(page).toContain(`### ${title}\n\n\`${id}\``);
    for (const param of params) expect(page).toContain(`| \`${param.id}\` |`);
  }
});
