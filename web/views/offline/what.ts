import * as v from "valibot";
import type { Waiting } from "../../store/queue.ts";
import type { Workspace } from "../../store/workspace.ts";
import { writtenIn } from "../../store/written.ts";
import type { Translate, Words } from "../../words/index.ts";
import { fieldWords, valueWords } from "../lead/story/values.ts";

type What = "undo" | "withdraw" | "create" | "fields" | "merge" | "note" | "follow_up";

/** Of a command's body as much as is said of it; what another version of the app wrote in it is left out. */
const text = v.fallback(v.nullish(v.string()), null);
const body = v.object({
  owner: text,
  team: text,
  stage: text,
  outcome: v.fallback(v.picklist(["reached", "no_answer", "message_left"]), "reached"),
  text,
  act: v.fallback(v.picklist(["done", "drop", "move"]), "move"),
  on: v.fallback(v.boolean(), true),
  archived: v.fallback(v.boolean(), true),
});

export interface Names {
  person(id: string): string | undefined;
  team(id: string): string | undefined;
  stage(id: string): string;
}

/** What a change is, in a few words. */
export function whatWords(t: Translate, { command }: Waiting, names: Names): string {
  const said = v.parse(body, command.body);
  switch (command.kind) {
    case "owner":
      if (said.owner != null) return t("offline.what.owner", { name: names.person(said.owner) ?? "" });
      return said.team == null ? t("offline.what.unassign") : t("offline.what.team", { name: names.team(said.team) ?? "" });
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

/** What somebody wrote in it, each line with its field's name once the words of fields are here. */
export function writtenWords(words: Words, directory: Workspace["directory"], { command }: Waiting): string {
  const plain = !words.has("panel");
  return writtenIn(command)
    .map(({ field, value }) => {
      if (field === null || plain) return String(value);
      return words.t("fields.edit", {
        field: fieldWords(words, directory, field),
        value: valueWords(words, directory, field, value) ?? "",
      });
    })
    .join("\n");
}
