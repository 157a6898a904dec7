import type { RecordRow } from "../../../domain/records.ts";
import { actorRole } from "../../../domain/rights.ts";
import * as v from "valibot";
import type { Directory } from "../../store/directory.ts";
import type { Key, Words } from "../../words/index.ts";
import { ACTS, FIELDS, KINDS, VALUES } from "./record-keys.ts";
import { dayNames, timeWords } from "./weekdays.ts";

type Names = Pick<Directory, "member" | "team" | "me">;

/** A record in the reader's words. What has none shows its code: a record that cannot be read would be worse. */
export function createRecordWords(words: Pick<Words, "t" | "locale" | "format">, names: Names) {
  const { t, locale, format } = words;
  const nameOf = (id: string) => names.member(id)?.name ?? names.team(id)?.name;

  const act = (code: string) => known(ACTS, code, (one) => t(`records.act.${one}` as PlainKey));
  const kind = (code: string) => known(KINDS, code, (one) => t(`records.kind.${one}` as PlainKey));
  const subject = ({ subject: id, subjectKind, subjectName }: RecordRow) =>
    subjectName ?? nameOf(id) ?? (subjectKind === "lead" || id === "" ? kind(subjectKind) : `${kind(subjectKind)} ${short(id)}`);
  const actor = ({ actor: who }: RecordRow) =>
    who === null ? t("records.system") : (who.name ?? nameOf(who.id) ?? t("records.formerMember"));

  function field(path: readonly string[]): string {
    return path
      .map((part, index) => {
        if (path[index - 1] === "workingHours") return dayNames(locale())[part as "1"] ?? part;
        // By its own name it would be taken for a form of number.
        if (part === "other") return t("records.field.otherLead");
        return known(FIELDS, part, (one) => t(`records.field.${one}` as PlainKey));
      })
      .join(" · ");
  }

  function value(path: readonly string[], of: unknown): string {
    const last = path.at(-1) ?? "";
    if (of === undefined || of === null || of === "") return t("records.notSet");
    if (typeof of === "boolean") return t(of ? "settings.yes" : "settings.no");
    if (path.at(-2) === "workingHours" && Array.isArray(of)) return of.map((one) => timeWords(Number(one), locale())).join("–");
    if (Array.isArray(of)) return of.length === 0 ? t("records.value.none") : format().list(of.map((one) => value(path, one)));
    if (typeof of === "number") return /(At|Until|until)$/.test(last) && of > 1e11 ? format().exact(of) : format().number(of);
    if (typeof of !== "string") return JSON.stringify(of);
    if (v.is(actorRole, of)) return t(`role.${of}`);
    return nameOf(of) ?? known(VALUES, of, (one) => t(`records.value.${one}` as PlainKey));
  }

  return { act, kind, subject, actor, field, value, nameOf };
}

/** Of keys whose texts are filled with nothing. */
type PlainKey = Extract<Key, "records.always">;

function known<T extends string>(list: readonly T[], code: string, say: (one: T) => string): string {
  const one = list.find((name) => name === code);
  return one === undefined ? code : say(one);
}

function short(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id;
}
