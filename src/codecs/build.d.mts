import type { Plugin } from 'esbuild';

/** A plugin of esbuild: packages that only some files need run when they are first called. */
export declare const lazyPackages: Plugin;
