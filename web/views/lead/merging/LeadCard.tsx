import { createUniqueId, type JSX, Show } from "solid-js";
import type { LeadDetail } from "../../../../domain/api.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { StagePill } from "../../../ui/StagePill.tsx";
import { When } from "../../../ui/When.tsx";
import { useWords } from "../../../words/index.ts";
import { nameWords, phoneWords } from "../../called.ts";
import { useNow, useWorkspace } from "../../context.tsx";
import { useStages } from "../../stages.ts";

/** One of the two, as much of it as says who it is and how far one came with it. */
export function LeadCard(props: {
  readonly of: LeadDetail;
  readonly stays: boolean;
  readonly may: boolean;
  readonly group: string;
  readonly onKeep: () => void;
}): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const stages = useStages();
  const now = useNow();
  const id = createUniqueId();
  const row = () => props.of.row;
  const owner = () => workspace.directory.member(row().owner)?.name ?? t("assign.unassigned");
  const holds = () => {
    const { submissions, timeline, more } = props.of;
    return words
      .format()
      .list([t("merge.forms", { n: submissions.length }), t(more ? "merge.entriesMore" : "merge.entries", { n: timeline.length })]);
  };
  const becomes = () => (props.may ? t(props.stays ? "merge.stays" : "merge.goes") : t("merge.isArchived"));
  return (
    <label
      class="flex min-w-0 flex-col gap-2 rounded border p-3 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent"
      classList={{
        "border-accent bg-raised": props.stays,
        "border-line": !props.stays,
        "hover:border-line-strong": !props.stays && props.may,
      }}
    >
      <span class="flex items-start gap-2">
        <input
          type="radio"
          name={props.group}
          class="mt-0.5 size-4 shrink-0 outline-none"
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-facts`}
          checked={props.stays}
          disabled={!props.may}
          onChange={() => props.onKeep()}
        />
        <bdi id={`${id}-name`} class="min-w-0 flex-1 font-medium wrap-anywhere">
          {nameWords(t, row())}
        </bdi>
        <span
          class="shrink-0 rounded-full px-2 text-caption leading-5"
          classList={{ "bg-accent-fill text-on-fill": props.stays, "bg-hover text-text-quiet": !props.stays }}
        >
          {becomes()}
        </span>
      </span>
      <span id={`${id}-facts`} class="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1 text-small">
        <Fact label={t("fields.phone")}>
          <Show when={phoneWords(row())} fallback={<Nothing>{t("lead.noPhone")}</Nothing>}>
            {(phone) => (
              <bdi dir="ltr" class="tabular-nums">
                {phone()}
              </bdi>
            )}
          </Show>
        </Fact>
        <Fact label={t("fields.email")}>
          <Show when={row().email} fallback={<Nothing>{t("lead.noEmail")}</Nothing>}>
            {(email) => <bdi dir="ltr">{email()}</bdi>}
          </Show>
        </Fact>
        <Fact label={t("create.owner")}>
          <span class="flex min-w-0 items-center gap-1.5">
            <Avatar id={row().owner} name={owner()} />
            <bdi class="truncate">{owner()}</bdi>
          </span>
        </Fact>
        <Fact label={t("stage.label")}>
          <StagePill look={stages.look(row().stage)} label={stages.name(row().stage)} bare />
        </Fact>
        <Fact label={t("merge.came")}>
          <When at={row().submittedAt} now={now} />
        </Fact>
        <Fact label={t("merge.holds")}>{holds()}</Fact>
      </span>
    </label>
  );
}

function Fact(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <>
      <span class="text-text-quiet">{props.label}</span>
      <span class="min-w-0 truncate">{props.children}</span>
    </>
  );
}

function Nothing(props: { readonly children: JSX.Element }): JSX.Element {
  return <span class="text-text-quiet">{props.children}</span>;
}
