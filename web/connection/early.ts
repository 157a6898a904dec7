import type { Fetch } from "./call.ts";

/** Leads of the first page. */
export const PAGE = 100;
const TIMEOUT_MS = 20_000;

/**
 * A `fetch` that has asked already for what a workspace begins with: the session, its leads and, as the order of these two is what the live
 * log leans on, only once the leads are answered its people and counts. Each answer is given once, to whoever asks for that path first;
 * where the leads are asked for again, or were refused, none of these is given any more, for it would be older than they are.
 */
export function early(ask: Fetch, slug: string): Fetch {
  const at = `/api/w/${slug}/`;
  const leads = `${at}leads?limit=${PAGE}`;
  const get = (path: string) => ask(path, { method: "GET", credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT_MS) });
  const answers = new Map([["/api/session", get("/api/session")]]);
  const first = get(leads);
  answers.set(leads, first);
  const after = first.then((answer) => {
    if (!answer.ok) throw new Error("nothing to follow");
  });
  for (const path of [`${at}boot`, `${at}waiting`])
    answers.set(
      path,
      after.then(() => get(path)),
    );
  // Whoever takes one hears that it failed; of the others nobody has to.
  for (const answer of answers.values()) answer.catch(() => undefined);
  after.catch(() => answers.clear());
  return (path, init) => {
    const answer = init.method === "GET" ? answers.get(path) : undefined;
    answers.delete(path);
    if (path === leads && answer === undefined) answers.clear();
    return answer ?? ask(path, init);
  };
}
