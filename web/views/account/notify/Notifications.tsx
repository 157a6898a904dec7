import { type JSX, onMount, Show } from "solid-js";
import { openPush } from "../../../store/push.ts";
import { useWords } from "../../../words/index.ts";
import { useApp } from "../../context.tsx";
import { WithWords } from "../../WithWords.tsx";
import { useAccount } from "../context.tsx";
import { Section } from "../Section.tsx";
import { Devices } from "./Devices.tsx";
import { Kinds } from "./Kinds.tsx";
import { Quiet } from "./Quiet.tsx";
import { Saved } from "./Saved.tsx";
import { ThisBrowser } from "./ThisBrowser.tsx";
import { Waiting } from "./Waiting.tsx";

/** The part of an address that means this section. */
const HERE = "#notifications";

/** What reaches one while no window is open: in which browsers, of what, and when not. */
export function Notifications(): JSX.Element {
  return (
    <WithWords part="notices">
      <Whole />
    </WithWords>
  );
}

function Whole(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const own = openPush({ ...app, failed: (failure) => failure.code === "not_signed_in" && app.session.ended() });
  const { did } = useAccount();
  own.settings.hear((change) => did(change, () => ({ key: "notify", called: t("notices.settings") })));
  let part!: HTMLDivElement;
  onMount(() => {
    void own.devices.read();
    void own.settings.read.read();
    if (window.location.hash !== HERE) return;
    part.scrollIntoView({ block: "start" });
    part.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  });
  return (
    <div ref={part} class="scroll-mt-16">
      <Section title={t("nav.notices")} hint={t("notices.push.hint")}>
        <Waiting of={own.devices}>
          <ThisBrowser own={own} />
          <Devices own={own} />
        </Waiting>
        <hr class="border-line" />
        <Waiting of={own.settings.read}>
          <Show when={own.settings.value()}>
            {(value) => (
              <>
                <Kinds value={value()} onChange={own.settings.set} />
                <Quiet value={value()} onChange={own.settings.set} />
                <Saved of={own.settings} />
              </>
            )}
          </Show>
        </Waiting>
      </Section>
    </div>
  );
}
