import type { WrittenPaths } from '../../src/protocol/messages';
import { button, link } from '../controls';
import { h, type Child } from '../dom';
import { say } from '../live';
import { banner } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { t } from '../../src/engine/language';

/** The file name of a path of either kind of system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

/** The bar at the foot: write, copy the command, and what the files will be called. */
export function writeBar(panel: Panel): HTMLElement {
  const { desk } = panel;
  const { writing, preview } = desk;
  const main = writing.running
    ? button(t('Cancel'), () => void desk.cancel(), { title: 'Esc' })
    : button(t('Write File'), () => void desk.write(), {
        kind: 'primary',
        disabled: !desk.ready,
        title: desk.blocked ? t('A guard stands in the way, see above') : 'Ctrl+Enter',
      });
  return h(
    'div',
    { class: 'apply' },
    writing.failure && h('div', { class: 'full' }, banner('error', writing.failure.message)),
    main,
    button(
      t('Export…'),
      () => {
        desk.choose({ open: true });
        document.querySelector('.export')?.scrollIntoView({ block: 'nearest' });
      },
      {
        disabled: !desk.ready,
        title: t('Files for a training job: class weights, samplers, cards'),
      },
    ),
    button(
      t('Copy Command'),
      () => {
        void panel.host.request('copyCommand', { recipe: desk.recipe() }).then(
          () => {
            say(t('The command is on the clipboard.'));
          },
          () => undefined,
        );
      },
      {
        disabled: desk.draft.steps.length === 0,
        title: t('The command line that writes the same file'),
      },
    ),
    h(
      'span',
      { class: 'files' },
      writing.running
        ? t('Writing…')
        : writing.done
          ? [t('Wrote '), h('code', {}, fileName(writing.done)), t('. The source is as it was.')]
          : names(preview.result?.names),
    ),
  );
}

function names(paths: WrittenPaths | undefined): Child {
  if (!paths) return t('Files are written beside the source. The source stays as it is.');
  const { others = [] } = paths;
  const removes = [paths, ...others].some(({ removed }) => removed !== null);
  const companions = removes ? t('with the removed rows and the recipe') : t('with the recipe');
  const results = [paths, ...others].flatMap(({ path }, at) => [
    at === 0 ? '' : at === others.length ? t(' and ') : ', ',
    h('code', {}, fileName(path)),
  ]);
  const where = others.length > 0 ? t('beside the sources') : t('beside the source');
  return [...results, t` ${where}, ${companions}. No source is changed.`];
}

/** Links to the files that were written from this panel, newest first. */
export function writtenList(panel: Panel): HTMLElement | null {
  const { written } = panel.snapshot;
  if (written.length === 0) return null;
  const shown = (
    kind: 'file' | 'changes' | 'explorer',
    path: string,
    words: string,
    says: string,
  ) =>
    link(
      words,
      () => {
        void panel.host.request('reveal', { kind, path }).catch(() => undefined);
      },
      `${says} ${fileName(path)}`,
    );
  const open = (path: string, words: string) => shown('file', path, words, t('Open'));
  const dot = () => h('span', { class: 'muted' }, ' · ');
  const done = panel.desk.writing.done;
  const just = written.some(({ path }) => path === done) ? done : null;
  return h(
    'section',
    { class: 'sec written' },
    h('h2', {}, t('Written')),
    h(
      'ul',
      {},
      [...written]
        .reverse()
        .slice(0, 20)
        .map((paths) =>
          h(
            'li',
            { class: paths.path === just ? 'new' : null },
            open(paths.path, fileName(paths.path)),
            (paths.others ?? []).map(({ path }) => [', ', open(path, fileName(path))]),
            paths.removed && [dot(), open(paths.removed, t('removed rows'))],
            dot(),
            open(paths.recipe, t('recipe')),
            dot(),
            shown('changes', paths.path, t('changes'), t('Changes from the source to')),
            dot(),
            shown('explorer', paths.path, 'reveal', t('Reveal in the explorer:')),
            dot(),
            link(t('undo…'), () => void undo(panel, paths.path), t`Delete ${fileName(paths.path)}`),
          ),
        ),
    ),
    just !== null &&
      h('p', { class: 'small muted' }, prose(t`\`${fileName(just)}\` was written just now.`)),
  );
}

/** The editor asks before it deletes. */
async function undo(panel: Panel, path: string): Promise<void> {
  const deleted = await panel.host.request('undo', { path }).catch(() => false);
  if (!deleted) return;
  panel.desk.forget(path);
  say(t`${fileName(path)} was deleted.`);
}
