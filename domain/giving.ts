import * as v from "valibot";

/** Whose a lead becomes when it is given away: a person's, whose team it then is; or nobody's, of the team it has or of one that is named. */

const id = v.pipe(v.string(), v.maxLength(64));
export const giving = { owner: v.nullable(id), team: v.optional(id) };
export interface Giving {
  readonly owner: string | null;
  readonly team?: string | undefined;
}

/** Who has a lead has it in a team of their own: none is named for them. */
export function isTeamAlone({ owner, team }: { readonly owner?: string | null | undefined; readonly team?: string | undefined }): boolean {
  return team === undefined || owner === null;
}

export interface Place {
  readonly owner: string | null;
  readonly team: string | null;
}

/** Where the lead stands then: in the team it was in while its new owner belongs there, else it follows them. */
export function placeAfter(
  { team: before }: Pick<Place, "team">,
  { owner, team }: Giving,
  target?: { readonly teams: readonly string[] },
): Place {
  if (owner === null || target === undefined) return { owner, team: team ?? before };
  return { owner, team: before !== null && target.teams.includes(before) ? before : (target.teams[0] ?? null) };
}

/** Nothing would come of it. */
export function isGiven(row: Place, { owner, team }: Giving): boolean {
  return row.owner === owner && (team === undefined || row.team === team);
}
