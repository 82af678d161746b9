import { AtomicFiles } from './atomic';
import { exportPaths, writeExport } from './exporting';

/**
 * Writes a report into a folder, named after its source; nothing that exists is overwritten. Returns its path.
 * @throws EngineError unwritable, disk-full
 */
export function saveReport(
  place: { readonly folder: string; readonly name: string; readonly extension: string },
  text: string,
  token: string,
): string {
  const { folder, name, extension } = place;
  const report = { files: [{ extension, content: () => [text] }], notices: [] };
  const paths = exportPaths({ folder, name, id: 'audit' }, report);
  const files = new AtomicFiles(token);
  try {
    writeExport(report, paths, files);
    files.commit();
  } catch (error) {
    files.discard();
    throw error;
  }
  return paths[0]!;
}
