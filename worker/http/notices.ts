import { Hono } from "hono";
import type * as v from "valibot";
import { type NoticesPage, noticesQuery, type noticesReadAnswer, noticesReadBody } from "../../domain/notice.ts";
import { fresh } from "../env.ts";
import { markRead, readNotices } from "../store/notices.ts";
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
    const unread = await markRead(shardOf(c), actorOf(c), which, fresh.now());
    return c.json({ unread } satisfies v.InferOutput<typeof noticesReadAnswer>);
  });
