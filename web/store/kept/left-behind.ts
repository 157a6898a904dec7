import type { Vault } from "../../connection/vault.ts";
import { readWaiting } from "./records.ts";

/** OF1: how many changes wait on this device in all, whichever workspace they were made in: where none is open, no queue can be asked. */
export async function countWaiting(vault: Pick<Vault, "places" | "find">): Promise<number> {
  const places = await Promise.all((await vault.places()).map((slug) => vault.find(slug)));
  const waiting = await Promise.all(places.map(async (place) => (place === null ? [] : place.all("waiting"))));
  return waiting.flat().flatMap(({ value }) => readWaiting(value)).length;
}
