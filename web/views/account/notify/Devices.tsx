import Laptop from "lucide-solid/icons/laptop";
import Smartphone from "lucide-solid/icons/smartphone";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { Device, OwnPush } from "../../../store/push.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { useApp, useNow } from "../../context.tsx";
import { failureWords } from "../../failure.ts";
import { browserWords } from "../browser-words.ts";
import { Line } from "../Section.tsx";

/** The other browsers that are told. */
export function Devices(props: { readonly own: OwnPush }): JSX.Element {
  const { t } = useWords();
  // Of this one the line above says it, where it says that it is on.
  const others = () => (props.own.devices.value()?.devices ?? []).filter(({ current }) => !(current && props.own.here()));
  return (
    <Show when={others().length > 0}>
      <div class="flex flex-col gap-2">
        <h3 class="text-small font-medium text-text-quiet">{t("notices.push.others")}</h3>
        <ul class="flex flex-col divide-y divide-line">
          <For each={others()}>{(device) => <One device={device} own={props.own} />}</For>
        </ul>
      </div>
    </Show>
  );
}

function One(props: { readonly device: Device; readonly own: OwnPush }): JSX.Element {
  const app = useApp();
  const { t, format } = useWords();
  const now = useNow();
  const [busy, setBusy] = createSignal(false);
  const browser = () => browserWords(t, props.device.browser);
  async function remove(): Promise<void> {
    setBusy(true);
    const problem = await props.own.remove(props.device);
    setBusy(false);
    if (problem?.of === "server") app.toasts.show({ id: "push", tone: "overdue", text: failureWords(t, problem.failure.code) });
  }
  return (
    <li class="py-2 first:pt-0 last:pb-0">
      <Line
        end={
          <Button
            busy={busy()}
            class="touch:h-11"
            label={t("notices.push.removeOne", { browser: browser() })}
            onClick={() => void remove()}
          >
            {t("account.remove")}
          </Button>
        }
      >
        <div class="flex items-start gap-2.5">
          <Icon of={/iPhone|Android|Mobile/.test(props.device.browser ?? "") ? Smartphone : Laptop} class="mt-0.5 text-text-quiet" />
          <div class="min-w-0">
            <bdi class="font-medium">{browser()}</bdi>
            <p class="text-small text-text-quiet">{t("notices.push.since", { day: format().date(props.device.createdAt, now()) })}</p>
          </div>
        </div>
      </Line>
    </li>
  );
}
