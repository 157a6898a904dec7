/** Set by the build: whether the demo's doors and buttons are part of it (LEADOXE_DEMO=on). */
declare const __DEMO__: boolean;
/** Set by the build of the service worker: which files it keeps. */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] };
