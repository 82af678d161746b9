import { it } from 'vitest';
import { previewRun } from '../../../src/engine/preview-run';
import { suggestRoles } from '../../../src/engine/suggest-roles';
import { dataFile, given, run } from './run';
for (const [name, header, label] of [['mammography.csv', false, 'c7'], ['adult-train.csv', false, 'c15'], ['penguins.csv', true, 'species'],['titanic.csv', true, 'survived']] as const)
it(name, () => {
  const s = given(dataFile(name, header), { [label]: 'label' });
  const roles = suggestRoles(s.table, s.profiles).roles.map((r, i) => s.table.columns[i]!.name === label ? 'label' : r === 'label' ? 'feature' : r);
  console.log(roles.join(' '));
  const subject = { ...s, roles };
  for (const steps of [[{ method: 'smote' }], [{ method: 'exact-dedup' }, { method: 'smote', values: name[0]==='p' ? {} : { strategy: name[0]==='a'||name[0]==='t' ? 1 : 0.25 } }], [{ method: 'class-weights' }], [{ method: 'random-undersample' }], [{method:'random-oversample'}], [{method:'group-weights'}]]) {
    try {
    const t = performance.now();
    const r = run(subject, steps);
    const t2 = performance.now();
    const p = previewRun(subject.table, subject, r, () => undefined);
    const t3 = performance.now();
    console.log(name, JSON.stringify(steps), `run ${(t2 - t) | 0} preview ${(t3 - t2) | 0}`);
    console.log(p.before, p.after, p.classes, p.rows, p.steps, p.scatter?.columns, p.scatter?.points.length, p.notices);
    console.log(p.guards.map((g) => `${g.level} ${g.code} **${g.title}** ${g.message}`).join('\n'));
    console.log(JSON.stringify(p.tables));
    } catch (e) { console.log(name, JSON.stringify(steps), String(e)); }
  }
});
