/** Lists that an open lead lies over: one that is chosen opens where one is. */
const LISTS = ["day", "leads", "board", "notices", "search"] as const;

/** Where a lead opens from here: over the list that one is at, else over all leads. */
export function leadAddress(slug: string, lead: string, here: { readonly pathname: string; readonly search: string }): string {
  const base = `/w/${slug}/`;
  const [screen = "", part = ""] = here.pathname.startsWith(base) ? here.pathname.slice(base.length).split("/") : [];
  if (LISTS.some((one) => one === screen)) return `${base}${screen}/${lead}${here.search}`;
  if (screen === "projects" && part !== "") return `${base}projects/${part}/${lead}`;
  return `${base}leads/${lead}`;
}
