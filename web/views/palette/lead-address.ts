/** Lists that an open lead lies over: one that is chosen opens where one is. */
const LISTS = ["day", "leads", "board", "notices", "search"] as const;

/** The list that one is at, which an open lead lies over; null: none. */
export function listAt(slug: string, here: { readonly pathname: string }): string | null {
  const base = `/w/${slug}/`;
  const [screen = "", part = ""] = here.pathname.startsWith(base) ? here.pathname.slice(base.length).split("/") : [];
  if (LISTS.some((one) => one === screen)) return screen;
  return screen === "projects" && part !== "" ? `projects/${part}` : null;
}

/** Where a lead opens from here: over the list that one is at, else over all leads. */
export function leadAddress(slug: string, lead: string, here: { readonly pathname: string; readonly search: string }): string {
  const list = listAt(slug, here) ?? "leads";
  const asked = LISTS.some((one) => one === list) && listAt(slug, here) !== null ? here.search : "";
  return `/w/${slug}/${list}/${lead}${asked}`;
}
