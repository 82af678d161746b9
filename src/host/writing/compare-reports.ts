import * as vscode from 'vscode';
import type { Digest } from '../../engine/digest';
import { changesBetween, digestText, widthOf } from '../../report/digest';
import type { Excerpts } from '../editor/excerpts';

/** One side of a comparison. */
export interface Side {
  readonly digest: Digest;
  /** What tells it from the other: a name, or a time. */
  readonly words: string;
  readonly source: vscode.Uri;
}

/** Opens the figures of two reports beside each other in the editor's diff, which marks those that changed. */
export async function showComparison(
  excerpts: Excerpts,
  before: Side,
  after: Side,
  options: vscode.TextDocumentShowOptions = {},
): Promise<void> {
  const width = widthOf(before.digest, after.digest);
  const named = ({ digest, words, source }: Side) =>
    [`${words}.txt`, { text: digestText(digest, width), source, linked: false }] as const;
  const changes = changesBetween(before.digest, after.digest).length;
  const title = vscode.l10n.t('{0} ↔ {1}: {2} changed', before.words, after.words, changes);
  await excerpts.compare(title, [named(before), named(after)], { preview: true, ...options });
}

/** A time of a run as people of this place write it. */
export function timeOf(at: number): string {
  return new Date(at).toLocaleString(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
