import { createRoot, onCleanup } from "solid-js";
import { type Notices, openNotices } from "../../store/notices.ts";
import type { Workspace } from "../../store/workspace.ts";
import { useApp, useWorkspace } from "../context.tsx";

const kept = new WeakMap<Workspace, { readonly notices: Notices; readonly end: () => void; users: number }>();

/** What one person was told of in one open workspace, the same for its screen and for the figure beside its name; it ends with the last of them. */
export function useNotices(): Notices {
  const app = useApp();
  const workspace = useWorkspace();
  let mine = kept.get(workspace);
  if (mine === undefined) {
    mine = createRoot((end) => ({ notices: openNotices({ ...app, workspace }), end, users: 0 }));
    kept.set(workspace, mine);
  }
  const own = mine;
  own.users += 1;
  onCleanup(() => {
    own.users -= 1;
    if (own.users > 0) return;
    own.end();
    if (kept.get(workspace) === own) kept.delete(workspace);
  });
  return own.notices;
}
