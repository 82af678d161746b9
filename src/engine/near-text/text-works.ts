import type { TakeText } from '../table/table';
import type { BeginTextWork, TextWork } from '../table/text-work';
import { sketchWork } from './sketch-work';

/** Works on texts by their id, for a thread that is told one. */
const TEXT_WORKS: Readonly<Record<TextWork['id'], BeginTextWork<never>>> = { sketch: sketchWork };

/** Begins work. */
export function beginWork({ id, given }: TextWork): TakeText {
  return TEXT_WORKS[id](given as never);
}
