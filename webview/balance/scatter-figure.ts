import type { Preview, Scatter, ScatterAxis } from '../../src/engine/preview/preview';
import { figure } from '../charts/frame';
import { mark, scatterPlot } from '../charts/scatter';
import { segments } from '../parts';
import { prose } from '../prose';
import { h, svg, type Child } from '../dom';
import type { Panel } from '../panel';
import { percent } from '../text/numbers';
import { t } from '../../src/engine/language';

type Kind = Scatter['points'][number]['kind'];

/** A sample of the rows, common, rare and made: over two columns, or in the two main directions of all of them. */
export function scatter(panel: Panel, preview: Preview): Child {
  const { scatter: drawn } = preview;
  if (!drawn) return null;
  const place = h('div', {});
  const draw = () => {
    place.replaceChildren(...plane(panel, drawn));
  };
  draw();
  return figure(
    has(drawn, 'made') ? t('Where the made rows lie') : t('Where the rows lie'),
    null,
    drawn.planes.length > 1 &&
      segments(
        t('Axes'),
        [
          { value: 'columns', text: t('Two columns') },
          { value: 'directions', text: t('All columns') },
        ],
        panel.look.directions ? 'directions' : 'columns',
        (value) => {
          panel.look.directions = value === 'directions';
          panel.keepLook();
          draw();
        },
      ),
    place,
    h(
      'div',
      { class: 'legend' },
      key(drawn, 'common', t('common')),
      key(drawn, 'rare', t('rare, in the file')),
      key(drawn, 'made', t('made')),
    ),
  );
}

function plane(panel: Panel, drawn: Scatter): HTMLElement[] {
  const at = panel.look.directions ? drawn.planes.length - 1 : 0;
  const [x, y] = drawn.planes[at]!;
  const [xName, yName] = [nameOf(panel, x), nameOf(panel, y)];
  const caption =
    x.share === null
      ? t`\`${yName}\` over \`${xName}\`, a sample of each`
      : t`The two directions in which the numeric columns of the rows drawn vary most, ${percent(x.share + y.share!)} of what they vary; upwards \`${yName}\``;
  const points = drawn.points.map((point) => {
    const [px, py] = point.at[at]!;
    return { kind: point.kind, x: px, y: py };
  });
  return [h('p', { class: 'small muted' }, prose(caption)), scatterPlot(points, xName, yName)];
}

function has(drawn: Scatter, kind: Kind): boolean {
  return drawn.points.some((point) => point.kind === kind);
}

function key(drawn: Scatter, kind: Kind, words: string): Child {
  return (
    has(drawn, kind) &&
    h(
      'span',
      {},
      svg('svg', { class: 'chart key', width: 12, height: 10 }, mark(kind, 5, 6)),
      words,
    )
  );
}

/** A column's name; of a direction the columns that weigh most in it, with its share of the variance. */
function nameOf(panel: Panel, { columns, share }: ScatterAxis): string {
  const names = columns.map((index) => panel.report.columns[index]?.name ?? '').join(', ');
  return share === null ? names : `${names} (${percent(share)})`;
}
