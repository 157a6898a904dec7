import { Hono } from "hono";
import { DEFAULT_SORT, type Filter, type FilterContext, filterOf, isServerSort, type Sort, sortIn } from "../../domain/filter.ts";
import { Refusal } from "../../domain/errors.ts";
import { type Counts, countsQuery, type Found, leadsQuery, searchQuery } from "../../domain/listing.ts";
import { fresh } from "../env.ts";
import { readCounts } from "../store/counting.ts";
import { readLeads, readWaiting } from "../store/lists.ts";
import { searchLeads } from "../store/search.ts";
import { actorOf, type Door, type DoorContext, parseInput, shardOf } from "./door.ts";
import { need } from "./need.ts";

/** Many leads at once: lists, how many there are, who is meant. One round trip each. */
export const listRoutes = new Hono<Door>()
  .get("/leads", need("lead.read"), async (c) => {
    const { sort, ...page } = parseInput(leadsQuery, c.req.query());
    const asked = { ...page, filter: filterIn(c), sort: sortAsked(sort) };
    return c.json(await readLeads(shardOf(c), actorOf(c), asked, contextOf(c)));
  })
  .get("/counts", need("lead.read"), async (c) => {
    const { group } = parseInput(countsQuery, c.req.query());
    return c.json((await readCounts(shardOf(c), actorOf(c), { filter: filterIn(c), group }, contextOf(c))) satisfies Counts);
  })
  .get("/search", need("lead.read"), async (c) => {
    const { q } = parseInput(searchQuery, c.req.query());
    return c.json((await searchLeads(shardOf(c), actorOf(c), q)) satisfies Found);
  })
  .get("/waiting", need("lead.read"), async (c) => c.json(await readWaiting(shardOf(c), actorOf(c))));

/** Whoever asks has read the setup and left out what it does not know: what is left here was misunderstood, and would show too much. */
function filterIn(c: DoorContext): Filter {
  const { filter, dropped } = filterOf(new URL(c.req.url).searchParams, null);
  if (dropped.length > 0) throw new Refusal("invalid_input", { fields: dropped.map((part) => part.split("=")[0]) });
  return filter;
}

function sortAsked(text: string | undefined): Sort {
  const sort = text === undefined ? DEFAULT_SORT : sortIn(text);
  if (sort === undefined || !isServerSort(sort)) throw new Refusal("invalid_input", { fields: ["sort"] });
  return sort;
}

function contextOf(c: DoorContext): FilterContext {
  const { actor, workspace } = c.var.admitted;
  return { me: actor.person, now: fresh.now(), timeZone: workspace.settings.timeZone };
}
