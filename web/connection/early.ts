import type { Fetch } from "./call.ts";
import { PAGE, TIMEOUT_MS } from "./limits.ts";

/**
 * A `fetch` that has asked already for what a workspace begins with: the session, its leads and, as the order of these two is what the live
 * log leans on, only once the leads are answered its people and counts. Each answer is given once, to whoever asks for that path first. With
 * the first command, which may make somebody else of who is signed in, and once the leads are asked for again, none is given any more.
 */
export function early(ask: Fetch, slug: string): Fetch {
  const at = `/api/w/${slug}/`;
  const leads = `${at}leads?limit=${PAGE}`;
  // Read to its end at once: what was answered in time stays so, however late it is taken.
  const get = async (path: string) => {
    const answer = await ask(path, { method: "GET", credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) });
    return new Response(await answer.text(), answer);
  };
  const first = get(leads);
  const answers = new Map([
    ["/api/session", get("/api/session")],
    [leads, first],
  ]);
  const following = [`${at}boot`, `${at}waiting`];
  const after = first.then((answer) => {
    if (!answer.ok) throw new Error("there is nothing that these could follow");
  });
  for (const path of following)
    answers.set(
      path,
      after.then(() => get(path)),
    );
  // Whoever takes one hears that it failed; of the others nobody has to.
  for (const answer of answers.values()) answer.catch(() => undefined);
  after.catch(() => following.forEach((path) => answers.delete(path)));
  return (path, init) => {
    const answer = answers.get(path);
    if (init.method !== "GET" || (path === leads && answer === undefined)) answers.clear();
    answers.delete(path);
    return (init.method === "GET" ? answer : undefined) ?? ask(path, init);
  };
}
