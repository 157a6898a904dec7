import BellOff from "lucide-solid/icons/bell-off";
import BellRing from "lucide-solid/icons/bell-ring";
import CircleAlert from "lucide-solid/icons/circle-alert";
import { createSignal, type JSX, Show } from "solid-js";
import type { OwnPush, PushProblem } from "../../../store/push.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { failureAdvice } from "../../failure.ts";
import { Line } from "../Section.tsx";

/** Whether this browser is told, and one press to change it. Nobody is asked for leave before they press. */
export function ThisBrowser(props: { readonly own: OwnPush }): JSX.Element {
  const { t } = useWords();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<PushProblem | null>(null);
  const on = () => props.own.here() === true;
  const ability = () => props.own.ability();
  async function turn(): Promise<void> {
    setProblem(null);
    setBusy(true);
    setProblem(await (on() ? props.own.turnOff() : props.own.turnOn()));
    setBusy(false);
  }
  const state = () => {
    const can = ability();
    return can === "usable" ? t(on() ? "notices.push.on" : "notices.push.off") : t(`notices.push.${can}`);
  };
  const said = () => {
    const known = problem();
    if (known === null) return undefined;
    return known.of === "browser" ? t(`notices.push.trouble.${known.code}`) : failureAdvice(t, known.failure.code);
  };
  return (
    <div class="flex flex-col gap-3" data-push={on() ? "on" : ability() === "usable" ? "off" : ability()}>
      <Line
        end={
          <Show when={ability() === "usable"}>
            <Button
              variant={on() ? "quiet" : "primary"}
              busy={busy()}
              aria-label={t(on() ? "notices.push.turnOffHere" : "notices.push.turnOnHere")}
              class="touch:h-11"
              onClick={() => void turn()}
            >
              {t(on() ? "notices.push.turnOff" : "notices.push.turnOn")}
            </Button>
          </Show>
        }
      >
        <div class="flex items-start gap-2.5">
          <Icon of={on() ? BellRing : BellOff} class={`mt-0.5 ${on() ? "text-live-text" : "text-text-quiet"}`} />
          <div class="min-w-0">
            <p class="font-medium">{t("notices.push.here")}</p>
            <p class="text-small text-text-quiet" aria-live="polite">
              {state()}
            </p>
          </div>
        </div>
      </Line>
      <Show when={said()}>
        {(words) => (
          <p role="alert" class="flex items-start gap-2 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
            <Icon of={CircleAlert} size={14} class="mt-0.75" />
            <span class="min-w-0">{words()}</span>
          </p>
        )}
      </Show>
    </div>
  );
}
