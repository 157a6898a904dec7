import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import * as v from "valibot";
import { mailKind, type MailKind } from "../../domain/mail/kinds.ts";
import { type InvitationRow, invitationRow, type People, peopleAnswer, type PersonRow } from "../../domain/people.ts";
import { openToken } from "../../worker/sealed.ts";
import { invitation, mail, member } from "../../worker/store/schema/platform.ts";
import { FROM } from "./commands.ts";
import { personIn } from "./leads.ts";
import { ask, type Signed, signIn } from "./signed.ts";
import { databases, settings, type World } from "./world.ts";

/** What was answered, whatever it was. */
export interface Told {
  readonly status: number;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** A refusal's code; empty where it is none. */
  readonly code: string;
  readonly headers: Headers;
}

/** Somebody signed in, asking for things of one workspace. */
export interface Desk {
  readonly signed: Signed;
  ask(method: string, path: string, body?: unknown): Promise<Told>;
  people(): Promise<People>;
  /** How somebody stands in that list. */
  see(who: string): Promise<PersonRow>;
}

export async function deskOf(world: World, who: string, signed?: Signed): Promise<Desk> {
  const own = signed ?? (await signIn(personIn(world, who)));
  const people = async () => {
    const told = await askAs(own, "GET", `/api/w/${world.slug}/people`);
    return v.parse(peopleAnswer, told.json);
  };
  return {
    signed: own,
    people,
    ask: (method, path, body) => askAs(own, method, `/api/w/${world.slug}/${path}`, body),
    async see(key) {
      const found = (await people()).people.find((one) => one.id === personIn(world, key));
      if (found === undefined) throw new Error(`${key} is not in the list`);
      return found;
    },
  };
}

/** Asks as somebody, or as nobody. */
export async function askAs(signed: Pick<Signed, "cookie"> | null, method: string, path: string, body?: unknown): Promise<Told> {
  const response = await ask(path, {
    method,
    headers: FROM,
    ...(signed === null ? {} : { cookie: signed.cookie }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = JSON.parse(text) as Record<string, unknown>;
  const error = json["error"] as { code?: string } | undefined;
  return { status: response.status, text, json, code: error?.code ?? "", headers: response.headers };
}

/** The body of a member's change: as they are seen, but for `over`. */
export function changeOf(row: PersonRow, over: Partial<PersonRow> = {}) {
  const { version, role, teams, rights, weight, away } = { ...row, ...over };
  return { version, role, teams, rights, weight, away };
}

/** The mails that went to that address, as they say it, the oldest first. */
export async function mailsTo(email: string): Promise<MailKind[]> {
  const rows = await databases.platform.select().from(mail).where(eq(mail.recipient, email)).orderBy(mail.id);
  return Promise.all(
    rows.map(async (row) => {
      const text = await openToken(settings.TOKEN_KEYS, row.id, row.sealed);
      if (text === null) throw new Error("a mail that does not open");
      return v.parse(mailKind, JSON.parse(text));
    }),
  );
}

export async function memberRow(world: World, person: string) {
  const [row] = await databases.platform
    .select()
    .from(member)
    .where(and(eq(member.workspaceId, world.id), eq(member.personId, person)));
  return row;
}

/** The statuses of several answers at once, whoever was first. */
export const statusesOf = (told: readonly Told[]) => told.map((each) => each.status).sort((a, b) => a - b);

/** An address that nobody has. */
export const newAddress = () => `${uuidv7()}@example.org`;

/** Invites that address, as an agent unless `over` says otherwise. */
export async function invited(desk: Desk, email: string, over: Readonly<Record<string, unknown>> = {}): Promise<InvitationRow> {
  const told = await desk.ask("POST", "invitations", { id: uuidv7(), email, role: "agent", teams: [], ...over });
  if (told.status !== 200) throw new Error(`not invited: ${told.text}`);
  return v.parse(invitationRow, told.json);
}

/** What stands behind the `#` of the last link that went to that address. */
export async function lastToken(email: string): Promise<string> {
  const says = (await mailsTo(email)).at(-1);
  const link = says !== undefined && "link" in says ? says.link : "";
  return link.slice(link.indexOf("#") + 1);
}

/** What its holder does with a link. */
export const look = (token: string) => askAs(null, "POST", "/api/invitations/look", { token });
export const PASSWORD = "seven green boats at noon";
export function accept(
  token: string,
  by: Pick<Signed, "cookie"> | null = null,
  who: unknown = { name: "Layla Haddad", password: PASSWORD },
) {
  return askAs(by, "POST", "/api/invitations/accept", { token, account: who });
}

export async function invitationById(id: string) {
  const [row] = await databases.platform.select().from(invitation).where(eq(invitation.id, id));
  return row;
}

/** An id that was never given; written out, as a Worker makes no random one before it is asked for something. */
export const nobody = "019a0000-0000-7000-8000-00000000000a";
