import { NO_IDS, type Setup, type SetupPart } from "../../../domain/setup.ts";

export type SetupItem<P extends SetupPart> = Setup[P][number];
type List = readonly { readonly id: string }[];

/**
 * One change of a list of the setup. It is made on the list as it is when it is sent: two admins who change different things at the same
 * time both keep what they did.
 */
export interface SetupEdit {
  readonly part: SetupPart;
  /** The entry it is about; null: the order alone, which nobody else's change stands in the way of. */
  readonly touches: string | null;
  apply(list: List): List;
}

/** An entry more. A stage that is open stands with the open ones, before those that end it. */
export function added<P extends SetupPart>(part: P, item: SetupItem<P>): SetupEdit {
  return {
    part,
    touches: item.id,
    apply: (list) => {
      const at = part === "stages" && isOpen(item) ? list.findLastIndex(isOpen) + 1 : list.length;
      return [...list.slice(0, at), item, ...list.slice(at)];
    },
  };
}

/** `over` holds what becomes different; `retired: undefined` offers it again. */
export function changed<P extends SetupPart>(part: P, id: string, over: Partial<SetupItem<P>>): SetupEdit {
  return {
    part,
    touches: id,
    apply: (list) => list.map((one) => (one.id === id ? whole({ ...one, ...over }) : one)),
  };
}

/** An entry less: of those that no lead refers to. */
export function removed(part: SetupPart, id: string): SetupEdit {
  return { part, touches: id, apply: (list) => list.filter((one) => one.id !== id) };
}

/** It stands before that one from now on; null: last. */
export function placed(part: SetupPart, id: string, before: string | null): SetupEdit {
  return { part, touches: null, apply: (list) => moved(list, id, before) };
}

export function moved<T extends { readonly id: string }>(list: readonly T[], id: string, before: string | null): readonly T[] {
  const item = list.find((one) => one.id === id);
  if (item === undefined || before === id) return list;
  const rest = list.filter((one) => one.id !== id);
  const found = before === null ? -1 : rest.findIndex((one) => one.id === before);
  const at = found === -1 ? rest.length : found;
  return [...rest.slice(0, at), item, ...rest.slice(at)];
}

const LONGEST = 30;

/** An id that can be read in an address, made of the name; of one in another script, of chance. */
export function idFor(name: string, taken: readonly { readonly id: string }[], chance: string): string {
  const read = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, LONGEST);
  // PV2: six figures in a row at most, or it could be taken for a telephone.
  const base = (read === "" ? `x${chance.replaceAll(/[^a-z0-9]/g, "").slice(-8)}` : read).replaceAll(/\d{6}(?=\d)/g, "$&_");
  const used = new Set([...NO_IDS, ...taken.map(({ id }) => id)]);
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}_${n}`;
    if (!used.has(id)) return id;
  }
}

function isOpen(one: { readonly id: string }): boolean {
  return "kind" in one && one.kind === "open";
}

/** A field that is undefined is not there: what is sent and what is compared says the same. */
function whole<T extends object>(one: T): T {
  return Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;
}
