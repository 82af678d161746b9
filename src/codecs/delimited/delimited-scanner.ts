import { UTF8 } from '../encodings/charset';
import { kernelModule } from './kernel';
import { KernelScanner } from './kernel-scanner';
import type { ScanMarks } from './scan-delimited';
import { TwinScanner } from './twin-scanner';

/** A scanner of batches of `fields` fields: the WebAssembly kernel, or its twin where there is no WebAssembly. */
export function delimitedScanner(marks: ScanMarks, fields: number): TwinScanner {
  const module = kernelModule();
  return module === undefined
    ? new TwinScanner(marks, fields)
    : new KernelScanner(module, UTF8, marks, fields);
}
