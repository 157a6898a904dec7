import { type JSX, Show } from "solid-js";
import { openStart } from "../../store/floor/start.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { RemoveSamples } from "../start/RemoveSamples.tsx";
import { loadAct, useSamples } from "../start/useSamples.ts";
import { WithWords } from "../WithWords.tsx";
import { Section } from "./states.tsx";

/** Demo leads are loaded and removed here too, also once the first steps are put away. */
export function DemoLeads(): JSX.Element {
  return (
    <WithWords part="start">
      <Known />
    </WithWords>
  );
}

function Known(): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const start = openStart({ call: app.call, clock: app.clock, workspace });
  const samples = useSamples(start);
  offerActions(() => (start.state()?.samples === 0 ? [loadAct(t, () => void samples.add())] : []));
  return (
    <Section title={t("start.settings")} hint={t("start.settingsHint")}>
      <Show when={start.state()}>
        {(state) => (
          <div class="flex flex-wrap items-center gap-3">
            <p>{state().samples === 0 ? t("start.none") : t("start.added", { n: state().samples })}</p>
            <Show when={state().samples === 0} fallback={<RemoveSamples start={start} />}>
              <Button size="small" class="touch:h-11!" busy={start.busy() === "adding"} onClick={() => void samples.add()}>
                {t("start.leads.add")}
              </Button>
            </Show>
          </div>
        )}
      </Show>
    </Section>
  );
}
