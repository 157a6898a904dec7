import type { Fetch } from "./connection/call.ts";
import { createConsoleApi } from "./connection/console.ts";
import type { SocketDeps } from "./connection/socket.ts";
import { type Console, createConsole } from "./store/console/console.ts";

/** The console's store with what it needs of the outside world; loaded with its screens, for those few who open them. */
export function openConsole(fetch: Fetch, socket: SocketDeps, refused: () => void): Console {
  return createConsole({ api: createConsoleApi(fetch), socket, refused });
}
