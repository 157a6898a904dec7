import { type JSX, onCleanup, onMount, Show, useContext } from "solid-js";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { type Action, offerActions, setAllOffered } from "../actions.ts";
import { ConsoleContext, useConsole } from "../console/context.tsx";
import { useLeaveConsole } from "../console/leave.ts";
import { useConsolePlaces } from "../console/places.ts";
import { useApp } from "../context.tsx";
import { keysShown } from "../frame/keys-open.ts";
import { listenForActions } from "../keys.ts";
import { WithWords } from "../WithWords.tsx";
import { useElsewhere, useGo } from "./elsewhere.ts";
import { openPalette, paletteShown, setPaletteShown } from "./open.ts";
import { useOutsideSource } from "./outside-source.ts";
import { usePersonActions } from "./person.ts";

const PaletteDialog = lazyPart(async () => (await import("./PaletteDialog.tsx")).PaletteDialog);
const KeysDialog = lazyPart(async () => (await import("../frame/KeysDialog.tsx")).KeysDialog);

/** The palette and the list of keys where one is in no workspace: on to any place, and what a person sets for themselves. */
export function Outside(): JSX.Element {
  const { session } = useApp();
  const inConsole = useContext(ConsoleContext) !== undefined;
  listenForActions();
  // Some of these pages are shown before anybody asked who this is.
  onMount(() => session.state().kind === "unknown" && void session.load());
  return (
    <WithWords part="palette">
      <Offered />
      <Show when={inConsole}>
        <OfConsole />
      </Show>
      <PaletteDialog open={paletteShown()} onOpenChange={setPaletteShown} source={useOutsideSource} />
      <Show when={keysShown()}>
        <KeysDialog />
      </Show>
    </WithWords>
  );
}

function Offered(): null {
  const { session } = useApp();
  const { t } = useWords();
  const person = usePersonActions();
  const elsewhere = useElsewhere(null);
  offerActions(() => [
    {
      id: "palette",
      label: t("palette.keys.searchOutside"),
      group: "go",
      keys: ["mod+k"],
      where: "anywhere",
      keysOnly: true,
      run: openPalette,
    },
    ...(session.state().kind === "in" ? elsewhere() : []),
    person.said(),
    ...person.looks(),
    person.keys(),
    ...(session.state().kind === "in" ? [person.out()] : []),
  ]);
  onMount(() => setAllOffered(true));
  onCleanup(() => setAllOffered(false));
  return null;
}

/** The console's own screens, and the way out of it. */
function OfConsole(): null {
  const { t } = useWords();
  const places = useConsolePlaces();
  const leave = useLeaveConsole();
  const go = useGo();
  const console = useConsole();
  // Until it is open nothing in it can be gone to, and there is nothing to lock.
  offerActions((): readonly Action[] =>
    console.state() === "ready"
      ? [
          ...places().map(({ key, href, label, icon }) => go(`console.${key}`, href, label, icon)),
          { id: "leaveConsole", label: t("gate.leave"), group: "self", run: leave },
        ]
      : [],
  );
  return null;
}
