import { Hono } from "hono";
import { Refusal } from "../../domain/errors.ts";
import { ADMITTED_HEADER } from "../../party/sockets.ts";
import { consoleOf, roomOf } from "../room.ts";
import { admit, admitPlatform, type Door, type DoorContext } from "./door.ts";
import { need, needOnPlatform } from "./need.ts";
import { recordVisits } from "./support.ts";

const SOCKET_HEADERS = ["upgrade", "connection", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions"];

/** The WebSockets' doors: who may come in is decided here, what they are sent is decided in the room. */
export const liveRoutes = new Hono<Door>()
  .get("/live/console", admitPlatform, needOnPlatform("console.read"), async (c) => {
    refuseOthers(c);
    const { console, person, role } = c.var.platform;
    return consoleOf(c.env).fetch(knockOf(c, { console: console?.id, person, role }));
  })
  .get("/live/:workspace", admit, need("live.connect"), recordVisits, async (c) => {
    refuseOthers(c);
    const { session, proven, workspace, actor } = c.var.admitted;
    return roomOf(c.env, workspace.id).fetch(knockOf(c, { session, proven, actor }));
  });

function refuseOthers(c: DoorContext): void {
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket") throw new Refusal("invalid_input", { fields: ["upgrade"] });
  const origin = c.req.header("origin");
  // A socket is not bound by CORS: another site's page could open it with this person's cookie.
  if (origin === undefined || !URL.canParse(origin) || new URL(origin).host !== new URL(c.req.url).host) throw new Refusal("not_allowed");
}

/** Nothing of what a client wrote goes on but what makes a socket: the room's library takes ids and properties from query and headers. */
function knockOf(c: DoorContext, admitted: unknown): Request {
  const headers = new Headers();
  for (const name of SOCKET_HEADERS) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  headers.set(ADMITTED_HEADER, JSON.stringify(admitted));
  return new Request(new URL(c.req.path, c.req.url), { headers });
}
