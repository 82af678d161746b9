import type { Severity } from '../src/engine/problems';
import { svg } from './dom';
import { t } from '../src/engine/language';

/** Outlines on a 16 px grid, drawn in the text colour. */
const OUTLINES = {
  error: ['M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6Z', 'M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4'],
  warning: ['M8 2 1.8 13.4h12.4L8 2Z', 'M8 6.4v3.4M8 11.6v.2'],
  info: ['M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6Z', 'M8 7.4v3.8M8 5v.2'],
  pass: ['M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6Z', 'M5.2 8.2l2 2 3.8-4.2'],
  block: ['M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 0 0 8 1.6Z', 'M3.6 3.6l8.8 8.8'],
  todo: ['M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z'],
  run: ['M8 2.2A5.8 5.8 0 1 1 2.2 8'],
  close: ['M4 4l8 8M12 4l-8 8'],
  more: ['M3.5 8v.1M8 8v.1M12.5 8v.1'],
  down: ['M4.5 6.5 8 10l3.5-3.5'],
} as const;

/** The name of an icon. */
export type IconName = keyof typeof OUTLINES;

/** An icon; with a label it is read aloud, without it is decoration. */
export function icon(name: IconName, label?: string): SVGSVGElement {
  return svg(
    'svg',
    {
      viewBox: '0 0 16 16',
      class: `icon ${name}`,
      role: label ? 'img' : undefined,
      'aria-hidden': label ? undefined : 'true',
      'aria-label': label,
    },
    OUTLINES[name].map((d) => svg('path', { d })),
  );
}

/** Severities as people say them. */
const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: t('Error'),
  warning: t('Warning'),
  info: t('Note'),
};

/** The icon of a severity, read aloud before what it stands for. */
export function severityIcon(severity: Severity): SVGSVGElement {
  return icon(severity, SEVERITY_WORDS[severity]);
}
