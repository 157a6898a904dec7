import { attendedFetch } from "./connection/attended.ts";
import type { ApiFailure, Fetch } from "./connection/call.ts";
import { createConsoleApi, enterConsole } from "./connection/console.ts";
import type { SocketDeps } from "./connection/socket.ts";
import { type Console, createConsole } from "./store/console/console.ts";
import { asFailure } from "./store/console/resource.ts";

/** The console's store with what it needs of the outside world; loaded with its screens, for those few who open them. */
export function openConsole(fetch: Fetch, socket: SocketDeps, refused: () => void): Console {
  const attended = attendedFetch(fetch, socket.clock);
  const made = createConsole({ api: (failed) => createConsoleApi(attended.fetch, failed), socket, refused });
  return {
    ...made,
    close: () => {
      attended.end();
      made.close();
    },
  };
}

/** Null once the console is open to this session. */
export function enter(fetch: Fetch): Promise<ApiFailure | null> {
  return enterConsole(fetch).then(() => null, asFailure);
}
