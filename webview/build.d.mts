import type { BuildOptions } from 'esbuild';

/** The page as a build of esbuild, without what all builds share. */
export declare const pageBuild: Required<Pick<BuildOptions, 'entryPoints' | 'plugins'>> &
  BuildOptions;
