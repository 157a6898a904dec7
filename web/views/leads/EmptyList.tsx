import { A } from "@solidjs/router";
import Inbox from "lucide-solid/icons/inbox";
import UserRound from "lucide-solid/icons/user-round";
import UserRoundCheck from "lucide-solid/icons/user-round-check";
import { type JSX, Match, Show, Switch } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { lazyPart } from "../../ui/part.tsx";
import { useWorkspace } from "../context.tsx";
import { createLead } from "../lead/create/asked.ts";
import { may, mayBeHidden } from "../rights.ts";
import { LoadFailed } from "./LeadsStates.tsx";
import type { Shown } from "./shown.ts";

const WhoRuns = lazyPart(async () => (await import("../start/WhoRuns.tsx")).WhoRuns);

/** Nothing in this list: what would be here, and what to do. */
export function EmptyList(props: { readonly shown: Shown }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const owner = () => (props.shown.plain === null || props.shown.plain === "all" ? undefined : props.shown.plain.owner);
  const add = () => (
    <Show when={may(workspace, "lead.create")}>
      <Button keys="c" class="touch:h-11" onClick={() => createLead()}>
        {t("leads.add")}
      </Button>
    </Show>
  );
  return (
    <Switch
      fallback={
        <>
          <EmptyState icon={<Icon of={Inbox} size={20} />} title={t("leads.empty.title")} hint={hint()} action={add()} />
          <Show when={!may(workspace, "workspace.settings")}>
            <WhoRuns />
          </Show>
        </>
      }
    >
      <Match when={props.shown.failure()}>{(failure) => <LoadFailed failure={failure()} onRetry={() => void props.shown.more()} />}</Match>
      <Match when={props.shown.plain !== "all"}>
        <EmptyState
          icon={<Icon of={owner() !== null ? UserRound : UserRoundCheck} size={20} />}
          {...words()}
          action={
            <A
              href={`/w/${workspace.slug}/leads`}
              class="touch-target relative inline-flex h-8 items-center rounded border border-line bg-float px-3 font-medium hover:bg-hover active:bg-pressed"
            >
              {t("leads.empty.all")}
            </A>
          }
        />
      </Match>
    </Switch>
  );

  /** Whose leads would be here, and how they come to be theirs. */
  function words(): { readonly title: string; readonly hint: string } {
    const of = owner();
    if (of !== undefined && mayBeHidden(workspace, of)) return { title: t("leads.empty.hidden"), hint: t("leads.empty.hiddenHint") };
    if (of === null) return { title: t("leads.empty.unclaimed"), hint: t("leads.empty.unclaimedHint") };
    if (of === workspace.directory.me()?.id) return { title: t("leads.empty.mine"), hint: t("leads.empty.agent") };
    const name = workspace.directory.member(of ?? null)?.name ?? t("timeline.somebody");
    return { title: t("leads.empty.theirs", { name }), hint: t("leads.empty.theirsHint") };
  }

  function hint(): string {
    return t(workspace.directory.me()?.role === "agent" ? "leads.empty.agent" : "leads.empty.hint");
  }
}
