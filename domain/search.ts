import { fold } from "./name.ts";

/** Tokens of the full-text index's `scope`: whose leads a search may find. Ids lose their hyphens, which would split a token. */
export function searchScope(workspace: string, owner: string | null, team: string | null): string {
  return [scopeToken("w", workspace), scopeToken("o", owner), scopeToken("t", team)].join(" ");
}

export function scopeToken(kind: "w" | "o" | "t", id: string | null): string {
  return `${kind}${id === null ? "none" : id.toLowerCase().replace(/[^a-z0-9]/g, "")}`;
}

/** Folded words of a lead, as they are asked for. */
export interface SearchWords {
  readonly body: string;
  /** Its digits, and every ending of them: a telephone is found by any four digits in a row or more. */
  readonly phone: string;
  readonly email: string;
}

export interface Searched {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly company?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  /** Beside the first ones. */
  readonly contacts?: readonly { readonly kind: "phone" | "email"; readonly value: string }[] | undefined;
}

export function searchWords(lead: Searched): SearchWords {
  const others = (kind: "phone" | "email") => (lead.contacts ?? []).flatMap((one) => (one.kind === kind ? [one.value] : []));
  return {
    body: fold([lead.name, lead.company ?? "", lead.city ?? "", ...(lead.tags ?? [])].join(" ")),
    phone: [lead.phone ?? "", ...others("phone")].flatMap(endings).join(" "),
    email: fold([lead.email ?? "", ...others("email")].join(" ")),
  };
}

const SHORTEST = 4;

function endings(phone: string): string[] {
  const digits = phone.replace(/\D/g, "");
  return Array.from({ length: Math.max(0, digits.length - SHORTEST + 1) }, (_, at) => digits.slice(at));
}
