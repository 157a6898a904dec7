import * as v from "valibot";

/** A notification was pressed: the service worker asks an open window to go there, and opens another where none answers. */
export const summons = v.object({ t: v.literal("go"), to: v.pipe(v.string(), v.startsWith("/")) });
export type Summons = v.InferOutput<typeof summons>;

/** What a window tells the service worker that cannot go on before that has all its files. */
export const HURRY = "hurry";

/** `go` says whether the window went. */
export function hearSummons(go: (to: string) => boolean): () => void {
  if (!("serviceWorker" in navigator)) return () => undefined;
  const heard = (event: MessageEvent<unknown>) => {
    const read = v.safeParse(summons, event.data);
    if (read.success && go(read.output.to)) event.ports[0]?.postMessage(true);
  };
  navigator.serviceWorker.addEventListener("message", heard);
  return () => navigator.serviceWorker.removeEventListener("message", heard);
}
