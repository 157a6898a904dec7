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
  ["top", ["home"]],
  ["keys", ["?"]],
] as const;

/** Every act's key. */
export function KeysDialog(): JSX.Element {
  const { t } = useWords();
  return (
    <Dialog open={keysShown()} onOpenChange={setKeysShown} title={t("nav.keys")}>
      <dl class="flex flex-col gap-2 pb-2">
        <For each={KEYS}>
          {([act, keys]) => (
            <div class="flex items-center gap-4">
              <dt class="flex-1">{t(`keys.${act}`)}</dt>
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
