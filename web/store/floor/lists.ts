import { DEFAULT_SORT, type SortContext } from "../../../domain/filter.ts";
import type { Call } from "../../connection/call.ts";
import type { Browser, Clock } from "../../connection/edge.ts";
import { createViewsApi } from "../../connection/views.ts";
import { type Counting, openCounts } from "../counts.ts";
import { type Asked, openQuery, type Query } from "../queries.ts";
import type { Workspace } from "../workspace.ts";

export type { Counting, Query };

/** Lists and counts of one open workspace, each for as long as a screen shows it. */
export interface Lists {
  /** The newest first, where nothing else is asked. */
  query(filter: Asked["filter"], sort?: Asked["sort"], page?: number, only?: Asked["only"]): Query;
  counts(...asked: [asked: Parameters<typeof openCounts>[0]]): Counting;
}

export function createLists(deps: {
  readonly call: Call;
  readonly clock: Clock;
  readonly browser: Pick<Browser, "visible" | "online" | "on">;
  readonly workspace: Pick<Workspace, "slug" | "leads" | "directory" | "reload">;
}): Lists {
  const { clock, browser, workspace } = deps;
  const { leads, directory } = workspace;
  const api = createViewsApi(deps.call, workspace.slug);
  const context = () => ({
    me: directory.me()?.id ?? "",
    timeZone: directory.workspace()?.settings.timeZone ?? "UTC",
    setup: directory.setup(),
    nameOf,
  });
  const nameOf: NonNullable<SortContext["nameOf"]> = (field, id) => {
    switch (field) {
      case "owner":
        return directory.member(id)?.name;
      case "team":
        return directory.team(id)?.name;
      case "form":
        return directory.form(id)?.name;
      case "campaign":
        return directory.campaign(id)?.name;
      case "page":
        return directory.sources.page(id)?.name;
      case "adSet":
        return directory.sources.adSet(id)?.name;
      case "ad":
        return directory.sources.ad(id)?.name;
      case "project":
        return directory.project(id)?.name;
      default:
        return undefined;
    }
  };
  return {
    query: (filter, sort = DEFAULT_SORT, limit?: number, only?: Asked["only"]) =>
      openQuery(
        { filter, sort, only },
        {
          leads,
          clock,
          context,
          read: (asked, after) => api.list(asked.filter, asked.sort, { after, limit }),
          then: (what) => {
            if (what === "reload") void workspace.reload();
          },
        },
      ),
    counts: (asked) =>
      openCounts(asked, { leads, clock, browser, context, read: () => api.counts(asked.filter, asked.group ?? undefined) }),
  };
}
