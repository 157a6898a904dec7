import type { JSX } from "solid-js";
import { PaletteDialog } from "./PaletteDialog.tsx";
import { useWorkspaceSource } from "./workspace-source.ts";

/** Every lead, screen and act of a workspace, by typing. */
export function Palette(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  return <PaletteDialog {...props} source={useWorkspaceSource} />;
}
