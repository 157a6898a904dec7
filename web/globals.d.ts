/** Set by the build: whether the demo's doors and buttons are part of it (LEADOXE_DEMO=on). */
declare const __DEMO__: boolean;
