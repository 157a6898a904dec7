import Plus from "lucide-solid/icons/plus";
import UsersRound from "lucide-solid/icons/users-round";
import { createSignal, For, type JSX, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { Part } from "../console/Part.tsx";
import { offerActions } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { useFreshPeople, useSettings } from "./context.tsx";
import { RowsSkeleton, SettingsPage } from "./states.tsx";
import { TeamLine } from "./TeamLine.tsx";

const TeamNameDialog = lazyPart(async () => (await import("./TeamNameDialog.tsx")).TeamNameDialog);

/** Who is with whom: a manager sees the leads of their teams. */
export function TeamsView(): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  const workspace = useWorkspace();
  const [adding, setAdding] = createSignal(false);
  useFreshPeople();
  const edits = () => may(workspace, "teams.manage");
  offerActions(() => (edits() ? [{ id: "make.team", label: t("teams.add"), icon: Plus, group: "make", run: () => setAdding(true) }] : []));
  const add = () => (
    <Button variant="primary" class="touch:h-11" onClick={() => setAdding(true)}>
      <Icon of={Plus} />
      {t("teams.add")}
    </Button>
  );
  return (
    <>
      <SettingsPage title={t("settings.teams")} hint={t("teams.hint")} end={<Show when={edits()}>{add()}</Show>}>
        <Part of={people.read} bare skeleton={<RowsSkeleton count={3} />}>
          {(read) => (
            <Show
              when={read().teams.length > 0}
              fallback={<EmptyState icon={<Icon of={UsersRound} size={20} />} title={t("teams.empty")} hint={t("teams.emptyHint")} />}
            >
              <ul class="flex flex-col border-t border-line" aria-label={t("settings.teams")}>
                <For
                  each={read()
                    .teams.toSorted((a, b) => Number(a.retired === true) - Number(b.retired === true))
                    .map((team) => team.id)}
                >
                  {(id) => (
                    <Show when={read().teams.find((team) => team.id === id)}>{(team) => <TeamLine team={team()} edits={edits()} />}</Show>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Part>
      </SettingsPage>
      <TeamNameDialog team={null} open={adding()} onOpenChange={setAdding} />
    </>
  );
}
