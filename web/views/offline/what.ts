import * as v from "valibot";
import type { Waiting } from "../../store/queue.ts";
import type { Translate } from "../../words/index.ts";

type What = "undo" | "create" | "fields" | "note" | "follow_up";

/** Of a command's body as much as is said of it; what another version of the app wrote in it is left out. */
const text = v.fallback(v.nullish(v.string()), null);
const body = v.object({
  owner: text,
  stage: text,
  outcome: v.fallback(v.picklist(["reached", "no_answer", "message_left"]), "reached"),
  text,
  note: text,
  act: v.fallback(v.picklist(["done", "drop", "move"]), "move"),
  on: v.fallback(v.boolean(), true),
  archived: v.fallback(v.boolean(), true),
  fields: v.fallback(v.record(v.string(), v.unknown()), {}),
});

export interface Names {
  person(id: string): string | undefined;
  stage(id: string): string;
}

/** What a change is, in a few words. */
export function whatWords(t: Translate, { command }: Waiting, names: Names): string {
  const said = v.parse(body, command.body);
  switch (command.kind) {
    case "owner":
      return said.owner == null ? t("offline.what.unassign") : t("offline.what.owner", { name: names.person(said.owner) ?? "" });
    case "stage":
      return t("offline.what.stage", { stage: names.stage(said.stage ?? "") });
    case "attempt":
      return t(`offline.what.${said.outcome}`);
    case "archive":
      return t(said.archived ? "offline.what.archive" : "offline.what.restore");
    case "rewrite":
      return t(said.text == null ? "offline.what.takeBack" : "offline.what.rewrite");
    case "follow_up_change":
      return t(`offline.what.${said.act}`);
    case "no_contact":
      return t(said.on ? "offline.what.no_contact" : "offline.what.contact");
    case "project":
      return t(said.on ? "offline.what.project" : "offline.what.projectOff");
    default:
      return t(`offline.what.${command.kind satisfies What}`);
  }
}

/** What somebody typed in it: that is what must not be lost. */
export function writtenIn({ command }: Waiting): string {
  const said = v.parse(body, command.body);
  const typed = Object.values(said.fields).filter((value) => typeof value === "string" || typeof value === "number");
  return [said.text, said.note, ...typed.map(String)].filter((one) => one != null && one !== "").join("\n");
}
