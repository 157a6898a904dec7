import { createSignal, createUniqueId, type JSX, Show } from "solid-js";
import type { Demo } from "../../store/demo.ts";
import { useWords } from "../../words/index.ts";
import { type Said, said } from "./said.ts";

/** Leads that arrive by themselves, for whoever only wants to look on. */
export function RainSwitch(props: { readonly demo: Demo }): JSX.Element {
  const words = useWords();
  const id = createUniqueId();
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal<Said | null>(null);
  const on = () => !props.demo.stopped();
  async function turn(): Promise<void> {
    if (busy()) return;
    const act = on() ? "stop" : "go";
    setBusy(true);
    const result = said(act, await props.demo.act(act), words);
    setBusy(false);
    setFailed(result.done ? null : result);
  }
  return (
    <div class="flex min-h-14 items-center gap-4 px-4 py-2.5">
      <div class="min-w-0 flex-1">
        <span id={id}>{words.t("demo.auto.label")}</span>
        <div role="status">
          <Show when={failed()}>{(now) => <p class="text-overdue-text">{now().text}</p>}</Show>
        </div>
      </div>
      <span aria-hidden="true" class="text-small text-text-quiet">
        {words.t(on() ? "demo.auto.on" : "demo.auto.off")}
      </span>
      <button
        type="button"
        role="switch"
        aria-checked={on()}
        aria-labelledby={id}
        aria-busy={busy() || undefined}
        onClick={() => void turn()}
        class={`touch-target relative h-5 w-9 shrink-0 rounded-full p-0.5 transition-colors ${on() ? "bg-accent-fill" : "bg-line-strong"}`}
      >
        <span class={`block size-4 rounded-full bg-on-fill transition-transform ${on() ? "translate-x-4 rtl:-translate-x-4" : ""}`} />
      </button>
    </div>
  );
}
