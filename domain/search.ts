import { fold } from "./name.ts";

/** Tokens of the full-text index's `scope`: whose leads a search may find. Ids lose their hyphens, which would split a token. */
export function searchScope(workspace: string, owner: string | null, team: string | null): string {
  return [scopeToken("w", workspace), scopeToken("o", owner), scopeToken("t", team)].join(" ");
}

export function scopeToken(kind: "w" | "o" | "t", id: string | null): string {
  return `${kind}${id === null ? "none" : id.toLowerCase().replace(/[^a-z0-9]/g, "")}`;
}

/** Folded words of a lead, as they are asked for. */
export function searchBody(lead: {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly company: string | null;
}): string {
  return fold([lead.name, lead.phone?.replace(/\D/g, "") ?? "", lead.email ?? "", lead.company ?? ""].join(" "));
}
