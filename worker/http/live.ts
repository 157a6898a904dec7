import { Hono } from "hono";
import { Refusal } from "../../domain/errors.ts";
import { can } from "../../domain/rights.ts";
import { ADMITTED_HEADER } from "../../party/sockets.ts";
import { roomOf } from "../room.ts";
import { actorOf, admit, type Door } from "./door.ts";

const SOCKET_HEADERS = ["upgrade", "connection", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions"];

/** The WebSocket's door: who may come in is decided here, what they are sent is decided in the room. */
export const liveRoutes = new Hono<Door>().get("/live/:workspace", admit, async (c) => {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw new Refusal("invalid_input", { fields: ["upgrade"] });
  const origin = c.req.header("origin");
  // A socket is not bound by CORS: another site's page could open it with this person's cookie.
  if (origin === undefined || !URL.canParse(origin) || new URL(origin).host !== new URL(c.req.url).host) throw new Refusal("not_allowed");
  if (!can(actorOf(c), "live.connect")) throw new Refusal("not_allowed");
  const { session, workspace, actor } = c.var.admitted;
  // Nothing of what a client wrote goes on but what makes a socket: the room's library takes ids and properties from query and headers.
  const headers = new Headers();
  for (const name of SOCKET_HEADERS) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  headers.set(ADMITTED_HEADER, JSON.stringify({ session, actor }));
  return roomOf(c.env, workspace.id).fetch(new Request(new URL(c.req.path, c.req.url), { headers }));
});
