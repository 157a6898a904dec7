import { For, type JSX } from "solid-js";
import { Dialog } from "../../ui/Dialog.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { useWords } from "../../words/index.ts";
import { keysShown, setKeysShown } from "./keys-open.ts";

const KEYS = [
  ["next", ["down", "j"]],
  ["previous", ["up", "k"]],
  ["open", ["enter"]],
  ["close", ["esc"]],
  ["assign", ["a"]],
  ["stage", ["s"]],
  ["attempt", ["l"]],
  ["note", ["n"]],
  ["followUp", ["f"]],
  ["create", ["c"]],
  ["filter", ["shift+f"]],
  ["top", ["home"]],
  ["keys", ["?"]],
] as const;

/** Every act's key; of the list of leads, where a screen does not say its own. */
export function KeysDialog(props: { readonly keys?: readonly (readonly [act: string, keys: readonly string[]])[] }): JSX.Element {
  const { t } = useWords();
  const acts = () => props.keys ?? KEYS.map(([act, keys]) => [t(`keys.${act}`), keys] as const);
  return (
    <Dialog open={keysShown()} onOpenChange={setKeysShown} title={t("nav.keys")}>
      <dl class="flex flex-col gap-2 pb-2">
        <For each={acts()}>
          {([act, keys]) => (
            <div class="flex items-center gap-4">
              <dt class="flex-1">{act}</dt>
              <dd class="flex gap-1.5">
                <For each={keys}>{(key) => <Kbd keys={key} />}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </Dialog>
  );
}
