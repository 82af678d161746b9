import type { WorkerRequests } from '../../protocol/messages';
import { AtomicFiles } from './atomic';
import { exportPaths, writeExport } from './exporting';

/** Writes a report beside its source; nothing that exists is overwritten. @throws EngineError unwritable, disk-full */
export function saveReport(
  { folder, name, extension, text }: WorkerRequests['saveReport']['params'],
  token: string,
): WorkerRequests['saveReport']['answer'] {
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
  return { path: paths[0]! };
}
