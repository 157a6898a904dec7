import { lazyPart } from "../../../ui/part.tsx";

/** Asked for from two places of the panel; its code is one. */
export const MergeDialog = lazyPart(async () => (await import("./MergeDialog.tsx")).MergeDialog);
