import Hourglass from "lucide-solid/icons/hourglass";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import type { People } from "../../../domain/people.ts";
import { AvatarStack } from "../../ui/AvatarStack.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useSettings } from "./context.tsx";

const TeamNameDialog = lazyPart(async () => (await import("./TeamNameDialog.tsx")).TeamNameDialog);
const TeamPeopleDialog = lazyPart(async () => (await import("./TeamPeopleDialog.tsx")).TeamPeopleDialog);

/** One team: its people's faces, and what can be changed of it. */
export function TeamLine(props: { readonly team: People["teams"][number]; readonly edits: boolean }): JSX.Element {
  const { t, format } = useWords();
  const { toasts } = useApp();
  const { people } = useSettings();
  const [renaming, setRenaming] = createSignal(false);
  const [choosing, setChoosing] = createSignal(false);
  const members = createMemo(() => people.people().filter((person) => person.teams.includes(props.team.id)));
  /** Somebody is in it, or on the way into it. */
  const taken = () =>
    !props.team.retired &&
    (members().length > 0 || (people.read.value()?.invitations ?? []).some((invitation) => invitation.teams.includes(props.team.id)));
  const retire = async () => {
    const said = (text: string) => toasts.show({ id: `team-${props.team.id}`, tone: "overdue", text });
    if (taken()) return said(t("teams.retireFirst"));
    const failure = await people.retireTeam(props.team, !props.team.retired);
    if (failure !== null) said(t("settings.notDone", { reason: failureWords(t, failure.code) }));
  };
  const names = () => format().list(members().map((person) => person.name));
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line/60 py-3" data-team={props.team.id}>
      <div class="min-w-0 flex-1 basis-52">
        <p class="flex items-center gap-2">
          <bdi class="truncate font-medium">{props.team.name}</bdi>
          <Show when={props.team.retired}>
            <span class="shrink-0 rounded-full bg-hover px-2 py-px text-small font-medium text-text-quiet">{t("teams.retiredMark")}</span>
          </Show>
          <Show when={props.team.pending}>
            <span class="inline-flex items-center gap-1 text-small text-text-quiet" data-tip={t("settings.pendingHint")}>
              <Icon of={Hourglass} size={12} />
              {t("settings.pendingShort")}
            </span>
          </Show>
        </p>
        <div class="mt-1 flex items-center gap-2 text-small text-text-quiet">
          <Show when={members().length > 0} fallback={t(props.team.retired ? "teams.retired" : "teams.nobody")}>
            <AvatarStack
              people={members()}
              label={names()}
              max={5}
              size={24}
              rest={(count) => t("count.more", { n: format().number(count) })}
            />
            <span>{t("count.people", { n: members().length })}</span>
          </Show>
        </div>
      </div>
      <Show when={props.edits}>
        <div class="flex flex-wrap gap-2">
          <Show when={!props.team.retired}>
            <Button class="touch:h-11" aria-label={`${t("teams.choose")}: ${props.team.name}`} onClick={() => setChoosing(true)}>
              {t("teams.choose")}
            </Button>
          </Show>
          <Button class="touch:h-11" aria-label={t("teams.renameOf", { name: props.team.name })} onClick={() => setRenaming(true)}>
            {t("teams.rename")}
          </Button>
          <Button
            class="touch:h-11"
            aria-label={t(props.team.retired ? "teams.bringBackOf" : "teams.retireOf", { name: props.team.name })}
            aria-disabled={taken() ? "true" : undefined}
            data-tip={taken() ? t("teams.retireFirst") : undefined}
            busy={people.busy(props.team.id)}
            onClick={() => void retire()}
          >
            {t(props.team.retired ? "teams.bringBack" : "teams.retire")}
          </Button>
        </div>
        <TeamNameDialog team={props.team} open={renaming()} onOpenChange={setRenaming} />
        <TeamPeopleDialog team={props.team} open={choosing()} onOpenChange={setChoosing} />
      </Show>
    </li>
  );
}
