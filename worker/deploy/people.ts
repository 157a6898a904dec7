import * as v from "valibot";
import type { Fresh } from "../../domain/fresh.ts";
import { emailAddress, personName } from "../../domain/person.ts";
import { proposeSlug, RESERVED_SLUGS, workspaceSlug } from "../../domain/slug.ts";
import { DEFAULT_SETTINGS, workspaceName, workspaceSettings } from "../../domain/workspace.ts";
import { hashPassword, makePassword } from "../identity/password.ts";
import type { Statement } from "../store/database.ts";
import { foundSuperAdmin, foundWorkspace, type NewPerson, type NewWorkspace, WHO_IS_THERE, whoHas } from "../store/founding.ts";
import { onPaper, textOf } from "../store/onpaper.ts";
import type { Account } from "./account.ts";
import type { Ask } from "./ask.ts";
import { Stop } from "./stop.ts";

export interface PeoplePorts {
  readonly account: Pick<Account, "read" | "write">;
  readonly ask: Ask | null;
  readonly fresh: Fresh;
  readonly rehearse: boolean;
  say(line: string): void;
}

type Asking = PeoplePorts & { readonly ask: Ask };

const there = v.tuple([v.object({ superAdmins: v.number(), workspaces: v.number() })]);
const someone = v.array(v.object({ id: v.string(), name: v.string() }));

/**
 * Without these two nobody could come in: whoever runs the platform, and a workspace with its owner. What is there is never made again;
 * each is one transaction, so that a run that was cut short is simply repeated.
 */
export async function firstPeople(ports: PeoplePorts): Promise<void> {
  const { ask, say } = ports;
  if (ports.rehearse) return rehearsed(ports);
  if (ask === null) {
    say("  nobody is made without a terminal: run npm run deploy in one, which asks for a super-admin and a workspace if there is none");
    return;
  }
  const asking = { ...ports, ask };
  const [{ superAdmins, workspaces }] = v.parse(there, await ports.account.read(textOf(WHO_IS_THERE)));
  let admin = "";
  if (superAdmins > 0) say("  a super-admin is there");
  else admin = await askSuperAdmin(asking);
  if (workspaces > 0) say("  a workspace is there");
  else await askWorkspace(asking, admin);
}

async function rehearsed({ account, say }: PeoplePorts): Promise<void> {
  await account.read("");
  say("  would ask for  a super-admin, if there is none: name, email; a password is made and shown once");
  say("  would ask for  a workspace, if there is none: name, address, country, time zone, language, its owner");
  await account.write([]);
}

/** Resolves with the new super-admin's address; empty: not now. */
async function askSuperAdmin(ports: Asking): Promise<string> {
  const { ask, say, fresh } = ports;
  say("  Nobody runs the platform yet: its super-admin signs in to the console.");
  const name = await answer(ports, "Their name (empty: later)", "", v.union([v.literal(""), personName]), NAME);
  if (name === "") {
    say("  nobody is made: run npm run deploy again when you know");
    return "";
  }
  let email = await answer(ports, "Their email", "", emailAddress, EMAIL);
  while ((await holderOf(ports, email)) !== undefined) {
    say(`  ${email} has an account here already: a super-admin gets one of their own.`);
    email = await answer(ports, "Their email", "", emailAddress, EMAIL);
  }
  const admin = await newPerson(ports, name, email);
  await ask.text(NOTED, "");
  await written(ports, await foundSuperAdmin(onPaper, admin, fresh), admin);
  say(`  ${email} is super-admin`);
  return email;
}

async function askWorkspace(ports: Asking, admin: string): Promise<void> {
  const { ask, say, fresh } = ports;
  say("  There is no workspace yet: leads arrive in one.");
  if (!(await answer(ports, "Make the first one now (yes or no)", "yes", YES_OR_NO, "Yes or no."))) {
    say("  no workspace is made: run npm run deploy again when you want one");
    return;
  }
  const made = await newWorkspace(ports);
  const email = await answer(ports, "Its owner's email", admin, emailAddress, EMAIL);
  const holder = await holderOf(ports, email);
  let owner: NewPerson | null = null;
  if (holder !== undefined) say(`  ${holder.name} has an account here already, and keeps its password.`);
  else {
    owner = await newPerson(ports, await answer(ports, "Its owner's name", "", personName, NAME), email);
    await ask.text(NOTED, "");
  }
  await written(ports, await foundWorkspace(onPaper, made, owner ?? holder?.id ?? "", fresh), owner);
  say(`  workspace ${made.slug} is made and opens within a minute; ${email} is its owner`);
}

async function newWorkspace(ports: Asking): Promise<NewWorkspace> {
  const { country, timeZone, language } = workspaceSettings.entries;
  const usual = DEFAULT_SETTINGS;
  const name = await answer(ports, "Its name", "", workspaceName, "One line, up to 80 letters.");
  const slug = await answer(ports, "Its address, /w/...", proposeSlug(name), workspaceSlug, SLUG);
  const settings = {
    ...usual,
    country: await answer(ports, "Country, two letters", usual.country, v.pipe(UPPER, country), "Two letters, such as AE."),
    timeZone: await answer(ports, "Time zone", usual.timeZone, timeZone, "A name such as Asia/Dubai."),
    language: await answer(ports, "Language (en or ar)", usual.language, v.pipe(LOWER, language), "en or ar."),
  };
  return { id: ports.fresh.id(), slug, name, settings };
}

/** Shown before it is written: should the answer to the writing be lost, the password that was written is known all the same. */
async function newPerson({ say, fresh }: Asking, name: string, email: string): Promise<NewPerson> {
  const password = makePassword();
  say(`\n  The first password of ${email}, shown this once and kept nowhere:\n\n      ${password}\n`);
  return { id: fresh.id(), name, email, password: await hashPassword(password) };
}

async function holderOf({ account }: Asking, email: string) {
  return v.parse(someone, await account.read(textOf(whoHas(email))))[0];
}

async function written({ account }: Asking, statements: readonly Statement[], person: NewPerson | null): Promise<void> {
  const again = "Run npm run deploy again: it looks what is there and goes on.";
  const stood = await account.write(statements.map(textOf)).catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error;
    const known = person === null ? "" : ` If ${person.email} is there by then, the password above is theirs.`;
    throw new Stop(`${error.message}\n\n  ${again}${known}`);
  });
  if (!stood)
    throw new Stop(`Nothing was made: somebody made it in the meantime${person === null ? "" : "; forget the password above"}. ${again}`);
}

const NOTED = "Noted? Enter makes the account";
const NAME = "One line, up to 120 letters.";
const EMAIL = "An address such as sara@example.com.";
const SLUG = `2 to 32 lower-case letters, digits and single dashes between them; not ${RESERVED_SLUGS.join(", ")}.`;
const UPPER = v.pipe(v.string(), v.toUpperCase());
const LOWER = v.pipe(v.string(), v.toLowerCase());
const YES_OR_NO = v.pipe(
  LOWER,
  v.picklist(["yes", "y", "no", "n"]),
  v.transform((word) => word.startsWith("y")),
);

/** Asks until the answer is one. */
async function answer<T>(
  { ask, say }: Asking,
  question: string,
  usual: string,
  schema: v.GenericSchema<string, T>,
  wanted: string,
): Promise<T> {
  for (;;) {
    const parsed = v.safeParse(schema, await ask.text(question, usual));
    if (parsed.success) return parsed.output;
    say(`  ${wanted}`);
  }
}
