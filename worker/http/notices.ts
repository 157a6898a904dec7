import { Hono } from "hono";
import type * as v from "valibot";
import {
  type NoticesPage,
  noticesQuery,
  type noticesReadAnswer,
  noticesReadBody,
  type noticesUnreadAnswer,
  noticesUnreadBody,
} from "../../domain/notice.ts";
import { fresh } from "../env.ts";
import { markRead, markUnread, readNotices } from "../store/notices.ts";
import { actorOf, type Door, parseInput, readBody, shardOf } from "./door.ts";
import { need } from "./need.ts";

/** NT1: one's own notices. Nobody reads or marks another's. */
export const noticeRoutes = new Hono<Door>()
  .get("/notices", need("workspace.read"), async (c) => {
    const { after } = parseInput(noticesQuery, c.req.query());
    return c.json((await readNotices(shardOf(c), { actor: actorOf(c), after })) satisfies NoticesPage);
  })
  .post("/notices/read", need("workspace.read"), async (c) => {
    const which = await readBody(c, noticesReadBody);
    const at = fresh.now();
    const unread = await markRead(shardOf(c), actorOf(c), which, at);
    return c.json({ unread, at } satisfies v.InferOutput<typeof noticesReadAnswer>);
  })
  .post("/notices/unread", need("workspace.read"), async (c) => {
    const which = await readBody(c, noticesUnreadBody);
    return c.json((await markUnread(shardOf(c), actorOf(c), which)) satisfies v.InferOutput<typeof noticesUnreadAnswer>);
  });
