import { lazyPart } from "../../ui/part.tsx";

/** It comes when the page is there: nothing on it waits for a key. */
export const Outside = lazyPart(async () => (await import("../palette/Outside.tsx")).Outside);
