import type { ShellScope } from "./shell.ts";

/** What takes its place where it has to go: it takes itself and all it kept away (docs/operations.md). */
const scope = self as unknown as ShellScope;
scope.addEventListener("install", () => void scope.skipWaiting());
scope.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) await caches.delete(name);
      await scope.registration.unregister();
    })(),
  ),
);
