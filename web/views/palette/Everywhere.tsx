import { type JSX, onCleanup, onMount, Show } from "solid-js";
import { lazyPart } from "../../ui/part.tsx";
import { offerActions, setAllOffered } from "../actions.ts";
import { keysShown } from "../frame/keys-open.ts";
import { creating, setCreating } from "../lead/create/asked.ts";
import { WithWords } from "../WithWords.tsx";
import { useFarActions } from "./far.ts";
import { useGoActions } from "./go.ts";
import { useLeadKeys } from "./lead-keys.ts";
import { paletteShown, setPaletteShown } from "./open.ts";
import { useSelfActions } from "./self.ts";

const Palette = lazyPart(async () => (await import("./Palette.tsx")).Palette);
const KeysDialog = lazyPart(async () => (await import("../frame/KeysDialog.tsx")).KeysDialog);
const CreateLead = lazyPart(async () => (await import("../lead/create/CreateLead.tsx")).CreateLead);

/** What can be done on every screen of a workspace, and what opens over any of them. */
export function Everywhere(): JSX.Element {
  return (
    <>
      <WithWords part="palette">
        <Offered />
        <Palette open={paletteShown()} onOpenChange={setPaletteShown} />
        <Show when={keysShown()}>
          <KeysDialog />
        </Show>
      </WithWords>
      <CreateLead open={creating()} onOpenChange={setCreating} />
    </>
  );
}

/** Registers what is everywhere. */
export function Offered(): null {
  const go = useGoActions();
  const self = useSelfActions();
  const far = useFarActions();
  const leadKeys = useLeadKeys();
  offerActions(() => [...go(), ...self(), ...far(), ...leadKeys()]);
  onMount(() => setAllOffered(true));
  onCleanup(() => setAllOffered(false));
  return null;
}
