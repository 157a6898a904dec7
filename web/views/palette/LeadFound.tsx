import { type JSX, Match, Show, Switch } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { SearchPart } from "../../../domain/listing.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { nameWords, phoneWords } from "../called.ts";
import { useWorkspace } from "../context.tsx";
import { Masked } from "../Masked.tsx";
import { useStages } from "../stages.ts";
import { Marked } from "./Marked.tsx";
import { markDigits, markWords } from "./match.ts";

/** A lead that somebody may mean: who it is, where what they typed stands in it, how far and whose. */
export function LeadFound(props: { readonly row: LeadRow; readonly where: readonly SearchPart[]; readonly typed: string }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const stages = useStages();
  const owner = () => workspace.directory.member(props.row.owner)?.name ?? t("assign.unassigned");
  return (
    <>
      <span role="img" aria-label={stages.name(props.row.stage)} class="flex w-5 shrink-0 justify-center">
        <StageGlyph look={stages.look(props.row.stage)} />
      </span>
      <span class="flex min-w-0 flex-1 items-baseline gap-2">
        <bdi class="min-w-0 truncate font-medium">
          <Marked text={nameWords(t, props.row)} ranges={markWords(nameWords(t, props.row), props.typed)} />
        </bdi>
        <span class="min-w-0 shrink-[2] truncate text-small text-text-quiet">
          <FoundAt {...props} />
        </span>
      </span>
      <Show when={props.row.archivedAt != null}>
        <span class="shrink-0 text-small text-text-quiet">{t("palette.where.archived")}</span>
      </Show>
      <Avatar id={props.row.owner} name={owner()} label={owner()} />
    </>
  );
}

/** Beside the name: what was found there, else how the person is reached. */
export function FoundAt(props: { readonly row: LeadRow; readonly where: readonly SearchPart[]; readonly typed: string }): JSX.Element {
  const { t } = useWords();
  const at = (part: SearchPart) => props.where.includes(part);
  const email = () => props.row.email;
  const phone = () => phoneWords(props.row);
  return (
    <Switch>
      <Match when={at("email") && email()}>
        {(text) => (
          <bdi dir="ltr">
            <Marked text={text()} ranges={markWords(text(), props.typed)} />
          </bdi>
        )}
      </Match>
      <Match when={at("company") && props.row.company}>
        {(text) => (
          <bdi>
            <Marked text={text()} ranges={markWords(text(), props.typed)} />
          </bdi>
        )}
      </Match>
      <Match when={at("notes")}>{t("palette.where.notes")}</Match>
      <Match when={at("about")}>
        <bdi>
          <Marked
            text={[props.row.city ?? "", ...(props.row.tags ?? [])].filter((one) => one !== "").join(" · ") || t("palette.where.about")}
            ranges={markWords([props.row.city ?? "", ...(props.row.tags ?? [])].filter((one) => one !== "").join(" · "), props.typed)}
          />
        </bdi>
      </Match>
      <Match when={phone()}>
        {(text) => (
          <bdi dir="ltr" class="tabular-nums">
            <Marked text={text()} ranges={markDigits(text(), props.typed)} />
          </bdi>
        )}
      </Match>
      <Match when={props.row.masked?.includes("phone") === true}>
        <Masked sign />
      </Match>
      <Match when={email()}>
        {(text) => (
          <bdi dir="ltr">
            <Marked text={text()} ranges={markWords(text(), props.typed)} />
          </bdi>
        )}
      </Match>
    </Switch>
  );
}
