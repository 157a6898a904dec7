import KeyRound from "lucide-solid/icons/key-round";
import { For, type JSX, onMount, Show } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useNow } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useSettings } from "./context.tsx";

/** Second factors that are about to be reset, in sight of whoever can stop it: somebody may have asked in another one's name. */
export function Recoveries(): JSX.Element {
  const { t, format } = useWords();
  const app = useApp();
  const now = useNow();
  const { people } = useSettings();
  onMount(() => void people.readRecoveries());
  const name = (id: string) => people.people().find((one) => one.id === id)?.name ?? t("timeline.somebody");
  const stop = async (person: string) => {
    const failure = await people.cancelRecovery(person);
    if (failure !== null)
      app.toasts.show({
        id: `recovery-${person}`,
        tone: "overdue",
        text: t("settings.notDone", { reason: failureWords(t, failure.code) }),
      });
  };
  return (
    <For each={people.recoveries()}>
      {(one) => (
        <div role="status" class="flex flex-wrap items-start gap-3 rounded-large bg-waiting-ground px-4 py-3">
          <Icon of={KeyRound} class="mt-0.5 text-waiting-text" />
          <div class="min-w-0 flex-1">
            <p class="font-medium text-waiting-text">{t("members.recovering", { name: name(one.person) })}</p>
            <p>
              <Show when={one.startsAt > now()} fallback={t("members.recoverOpen", { time: format().exact(one.expiresAt) })}>
                {t("members.recoverFrom", { time: format().exact(one.startsAt) })}
              </Show>
            </p>
            <p dir="auto" class="text-small text-text-quiet">
              {one.reason}
            </p>
          </div>
          <Button class="touch:h-11" busy={people.busy(one.person)} onClick={() => void stop(one.person)}>
            {t("members.recoverStop")}
          </Button>
        </div>
      )}
    </For>
  );
}
