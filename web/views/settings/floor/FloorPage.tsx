import Info from "lucide-solid/icons/info";
import { type JSX, onCleanup, Show } from "solid-js";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";
import { SettingsPage } from "../states.tsx";
import { useSetup } from "./setup.ts";

/** One list of the sales floor's setup: its head, who may not change it, who changed it first. */
export function FloorPage(props: {
  readonly title: string;
  readonly hint: string;
  readonly end?: JSX.Element;
  readonly children: JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  const setup = useSetup();
  const workspace = useWorkspace();
  // What was said here of the last save is about this screen.
  onCleanup(() => setup.accept());
  return (
    <SettingsPage title={props.title} hint={props.hint} end={props.end}>
      <Show when={!may(workspace, "setup.edit")}>
        <p class="rounded bg-hover px-3 py-2 text-text-quiet">{t("settings.lookOnly")}</p>
      </Show>
      <Overtaken />
      {props.children}
    </SettingsPage>
  );
}

/** Another admin was first at the same entry: theirs stands, and one's own can be made again. */
function Overtaken(): JSX.Element {
  const { t } = useWords();
  const setup = useSetup();
  const { directory } = useWorkspace();
  const name = (by: string | null) => (by === directory.me()?.id ? undefined : directory.member(by)?.name);
  return (
    <Show when={setup.overtaken()}>
      {(found) => (
        <div role="alert" class="sticky top-3 z-20 flex gap-3 rounded-large bg-info-ground px-4 py-3 text-info-text shadow-float">
          <Icon of={Info} class="mt-0.5" />
          <div class="min-w-0 flex-1">
            <p class="font-medium">
              <Show when={name(found().by)} fallback={t("general.overtakenBySomebody")}>
                {(who) => <>{t("general.overtaken", { name: who() })}</>}
              </Show>
            </p>
            <p class="text-text">
              {t("general.overtakenHint")} {t("general.overtakenMine")}
            </p>
            <div class="mt-2 flex flex-wrap gap-2 text-text">
              <Button size="small" class="touch:h-11!" onClick={() => setup.insist()}>
                {t("general.insist")}
              </Button>
              <Button size="small" class="touch:h-11!" onClick={() => setup.accept()}>
                {t("general.accept")}
              </Button>
            </div>
          </div>
        </div>
      )}
    </Show>
  );
}
