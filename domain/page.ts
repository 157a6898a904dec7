import * as v from "valibot";
import { instant, metaId, uuid } from "./ids.ts";

/** Pages of Facebook whose leads come to a workspace, and how one is connected. */

/** `broken`: Meta refuses its token, and what came since waits. `disconnected`: nothing of it is read any more. */
export const PAGE_STATES = ["connected", "broken", "disconnected"] as const;
const pageState = v.picklist(PAGE_STATES);
export type PageState = (typeof PAGE_STATES)[number];

export const pageRow = v.object({
  id: metaId,
  name: v.string(),
  state: pageState,
  /** Why Meta refuses it, as `domain/failure.ts` names reasons. */
  reason: v.nullable(v.string()),
  /** Null: nobody who is known here any more. */
  connectedBy: v.nullable(v.string()),
  connectedAt: instant,
  /** Whoever connected it left then: its token may end with them. */
  flaggedAt: v.nullable(instant),
  /** Leads that wait for it to be connected again. */
  waiting: v.number(),
});
export type PageRow = v.InferOutput<typeof pageRow>;

export const pagesAnswer = v.object({ pages: v.array(pageRow) });

/** Where the person goes on, at Meta. */
export const dialogAnswer = v.object({ url: v.pipe(v.string(), v.url()) });

/** Meta's dialog takes minutes; what it brought is there for an hour. */
export const DIALOG_MS = 15 * 60_000;
export const OFFER_MS = 3_600_000;

/** How a way through Meta's dialog can end without an offer. */
export const CONNECT_ENDS = ["denied", "late", "somebody_else", "failed"] as const;
export type ConnectEnd = (typeof CONNECT_ENDS)[number];

/** What the person may do on the Page, as Meta calls it: leads belong to whoever advertises. Null: Meta does not say, and decides. */
const ADVERTISES: readonly string[] = ["ADVERTISE", "PROFILE_PLUS_ADVERTISE", "PROFILE_PLUS_FULL_CONTROL"];
export const givesLeads = (tasks: readonly string[] | null): boolean => tasks === null || tasks.some((task) => ADVERTISES.includes(task));

export const offeredPage = v.object({
  id: metaId,
  name: v.string(),
  category: v.nullable(v.string()),
  /** Whether this person's rights on it reach that far. */
  may: v.boolean(),
});
export type OfferedPage = v.InferOutput<typeof offeredPage>;

/** `held`: connected already, here or in a workspace that is not this one. */
export const offerAnswer = v.object({
  pages: v.array(v.object({ ...offeredPage.entries, held: v.nullable(v.picklist(["here", "elsewhere"])) })),
  expiresAt: instant,
});
export type OfferAnswer = v.InferOutput<typeof offerAnswer>;

export const PAGES_AT_ONCE = 25;
export const connectBody = v.object({ pages: v.pipe(v.array(metaId), v.minLength(1), v.maxLength(PAGES_AT_ONCE)) });

/** `elsewhere`: another workspace has it by now; any other reason is Meta's. */
export const connectAnswer = v.object({
  connected: v.array(metaId),
  refused: v.array(v.object({ id: metaId, reason: v.string() })),
});
export type ConnectAnswer = v.InferOutput<typeof connectAnswer>;

export const offerId = uuid;
