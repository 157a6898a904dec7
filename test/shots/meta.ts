import { HEIGHTS_EN, MARINA_PAGE, NILE_PAGE } from "../../worker/demo/cast.ts";

/** What Meta does while the pictures are taken. A lead for `nile` is in the console's log and in no list that is pictured. */
export interface Meta {
  rain(of: "marina" | "nile", count: number): Promise<void>;
}

const SOURCE = { marina: { page: MARINA_PAGE, form: HEIGHTS_EN }, nile: { page: NILE_PAGE } } as const;
/** A Page that belongs to no workspace. */
const STRANGER = {
  id: "100200300400599",
  name: "A stranger's Page",
  token: "nobody-s",
  forms: [{ id: "300400500600799", name: "Call me" }],
};

/** The stand-in on that port. */
export function metaOn(port: number): Meta & { setUp(): Promise<void> } {
  const post = async (path: string, body: unknown) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`http://localhost:${port}/_/${path}`, init);
    if (!answer.ok) throw new Error(`the stand-in answered ${answer.status} to ${path}: ${await answer.text()}`);
  };
  const rain: Meta["rain"] = (of, count) => post("rain", { ...SOURCE[of], count });
  return {
    rain,
    /** The console has something to show: deliveries of its own, some from a stranger, and one that was not Meta's. */
    async setUp() {
      await rain("nile", 14);
      await post("pages", STRANGER);
      await post("rain", { page: STRANGER.id, form: STRANGER.forms[0]?.id, count: 2 });
      await post("rain", { page: MARINA_PAGE, form: HEIGHTS_EN, badSignature: 1 });
    },
  };
}
