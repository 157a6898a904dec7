import { listenForPush, type PushScope } from "./push.ts";
import { serveShell, type ShellScope } from "./shell.ts";

/** The service worker: the app's own files without a connection, and what is pushed. It keeps no answer of the server's (OF1). */
const scope = self as unknown as ShellScope & PushScope;
serveShell(scope, caches, __SHELL__);
listenForPush(scope);
