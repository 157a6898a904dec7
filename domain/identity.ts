import { namesConflict } from "./name.ts";

export const IDENTITY_KINDS = ["phone", "email"] as const;
export type IdentityKind = (typeof IDENTITY_KINDS)[number];

export interface Identity {
  readonly kind: IdentityKind;
  /** E.164, or the lower-case address. */
  readonly value: string;
}

/** Only the case of an address is folded: what stands before the @ is its host's business. Null when it is not an address. */
export function emailIdentity(typed: string): string | null {
  // Marks of direction come with what is copied out of Arabic text, and are not seen.
  const address = typed
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .trim()
    .toLowerCase();
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(address) && address.length <= 254 ? address : null;
}

/** A lead that holds a claim on one of the incoming identities, with all identities that lead has. */
export interface Candidate {
  readonly lead: string;
  /** Its name, and those of the leads that went into it (LM1). */
  readonly names: readonly string[];
  readonly identities: readonly Identity[];
}

export type JoinDecision =
  | { readonly kind: "join"; readonly lead: string }
  | { readonly kind: "own"; readonly claims: boolean; readonly sameAs: string | null };

/**
 * Whether a submission is a known lead's. It joins by itself only if a phone or email is equal and neither the name nor the other
 * identity conflicts; else it is a lead of its own without claims, marked "may be the same person".
 */
export function decideJoin(
  incoming: { readonly name: string; readonly identities: readonly Identity[] },
  candidates: readonly Candidate[],
): JoinDecision {
  const [first, ...others] = candidates;
  if (first === undefined) return { kind: "own", claims: true, sameAs: null };
  const conflicts =
    others.some((other) => other.lead !== first.lead) ||
    first.names.every((name) => namesConflict(incoming.name, name)) ||
    IDENTITY_KINDS.some((kind) => identitiesConflict(kind, incoming.identities, first.identities));
  return conflicts ? { kind: "own", claims: false, sameAs: first.lead } : { kind: "join", lead: first.lead };
}

function identitiesConflict(kind: IdentityKind, a: readonly Identity[], b: readonly Identity[]): boolean {
  const values = (list: readonly Identity[]) => list.filter((identity) => identity.kind === kind).map((identity) => identity.value);
  const [mine, theirs] = [values(a), values(b)];
  return mine.length > 0 && theirs.length > 0 && !mine.some((value) => theirs.includes(value));
}

export interface Tombstone {
  readonly erasedAt: number;
  readonly neverAgain: boolean;
}

/** PV1: anything submitted before an erasure is refused; a form filled in later is a new person, unless they asked "never again". */
export function refusedByErasure(submittedAt: number, tombstones: readonly Tombstone[]): boolean {
  return tombstones.some((tombstone) => tombstone.neverAgain || submittedAt <= tombstone.erasedAt);
}
