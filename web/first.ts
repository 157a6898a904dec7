/** As much of what the bundler knows as the choice needs. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const ENTRY = ["main.tsx"];
/** What a workspace shows first. */
const FIRST = ["views/frame/WorkspaceFrame.tsx", "views/leads/LeadsView.tsx", "ui/TooltipLayer.tsx"];
/** Where people are who are in no workspace, or not yet. */
const OUTSIDE = [
  "views/signin/Home.tsx",
  "views/signin/SignIn.tsx",
  "views/signin/Invite.tsx",
  "views/account/AccountView.tsx",
  "views/new/NewWorkspace.tsx",
  "views/console/ConsoleFrame.tsx",
];

/**
 * Into which file a module of the first screen goes; null: wherever the bundler puts it. Left to itself it makes some seventy files of them,
 * which compress a fifth worse one by one, and each is a request. `base` is everybody's, `shared` what screens outside of a workspace need as
 * well: they load no workspace for it. `root` is the web app's folder.
 */
export function firstFiles(root: string): (id: string, graph: Graph) => string | null {
  let files: ReadonlyMap<string, string> | undefined;
  return (id, graph) => (files ??= choose(root, graph)).get(id) ?? null;
}

function choose(root: string, graph: Graph): ReadonlyMap<string, string> {
  const needed = (screens: readonly string[]) => {
    const ids = new Set<string>();
    const take = (id: string): void => {
      if (ids.has(id)) return;
      ids.add(id);
      for (const other of graph.getModuleInfo(id)?.importedIds ?? []) take(other);
    };
    for (const screen of screens) take(`${root}/${screen}`);
    return ids;
  };
  const [entry, first, outside] = [needed(ENTRY), needed(FIRST), needed(OUTSIDE)];
  const fileOf = (id: string) => {
    if (entry.has(id)) return "base";
    return outside.has(id) ? "shared" : "first";
  };
  return new Map([...entry, ...first].map((id) => [id, fileOf(id)]));
}
