// The host of the development page: one dataset, answered by the real engine.
import { Dataset, toFailure, withRun } from './.build/engine.mjs';

/** Opens a file and answers the panel's requests; `changes` are laid over its first snapshot. */
export function fakeHost(path, read, roles, changes) {
  const dataset = new Dataset();
  const source = { kind: 'file', path };
  let snapshot = {
    name: path.split('/').at(-1),
    path,
    unsaved: false,
    stale: null,
    state: { kind: 'loading', progress: null },
    roles,
    read,
    draft: null,
    written: [],
    runs: [],
  };
  const audit = async ({ roles: chosen, read: choice }) => {
    await dataset.open(source, choice);
    const report = dataset.audit({ roles: chosen });
    const runs = withRun(snapshot.runs, report, Date.now());
    const state = { kind: 'report', report };
    snapshot = { ...snapshot, roles: chosen, read: choice, runs, state };
    return snapshot;
  };
  const answers = {
    open: async () => ({
      ...(changes.state ? snapshot : await audit({ roles, read })),
      ...changes,
    }),
    audit,
    rows: ({ selector, offset, limit, characters }) =>
      dataset.rows(selector, offset, limit, characters),
    sets: (asked) => dataset.sets(asked),
    set: (asked) => dataset.set(asked),
    measure: (asked) => dataset.measure(asked),
    preview: ({ recipe }) => dataset.preview(recipe),
    evaluate: (asked) => dataset.evaluate(asked),
    apply: () => ({ written: snapshot.written[0], preview: null }),
    export: ({ exporter }) => ({ files: [`/data/train.${exporter}.json`], notices: [] }),
    reveal: () => null,
    copyCommand: () => null,
    cancel: () => null,
    draft: () => null,
  };
  return async (name, params) => {
    try {
      return { answer: await answers[name](params) };
    } catch (error) {
      return { failure: toFailure(error) };
    }
  };
}
