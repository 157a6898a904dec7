import { createEffect, createMemo, For, type JSX, Show } from "solid-js";
import { Dialog } from "../../ui/Dialog.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { useWords } from "../../words/index.ts";
import { ACTION_GROUPS, actionsNow } from "../actions.ts";
import { keysShown, setKeysShown } from "./keys-open.ts";
import { useSaidKeys } from "./said.ts";

/** Every key of what can be done from where one is: the same list that the keys are looked up in, and what is pressed where those lead. */
export function KeysDialog(): JSX.Element {
  const words = useWords();
  const { t } = words;
  const said = useSaidKeys();
  // What is said of a lead comes with its words; where there are no leads nobody needs them.
  createEffect(() => actionsNow().some(({ group }) => group === "lead") && void words.fetch("panel"));
  const groups = createMemo(() => {
    const offered = actionsNow();
    const all = [...offered, ...said(offered)].filter(({ keys = [] }) => keys.length > 0);
    return ACTION_GROUPS.map((group) => ({ group, actions: all.filter((one) => one.group === group) })).filter(
      ({ actions }) => actions.length > 0,
    );
  });
  return (
    <Dialog open={keysShown()} onOpenChange={setKeysShown} size="large" title={t("nav.keys")}>
      <div tabindex="0" class="gap-x-10 rounded pb-2 sm:columns-2">
        <For each={groups()}>
          {({ group, actions }) => (
            <section aria-labelledby={`keys-${group}`} class="mb-5 break-inside-avoid">
              <h3 id={`keys-${group}`} class="mb-1.5 text-small font-medium text-text-quiet">
                {t(`palette.group.${group}`)}
              </h3>
              <dl class="flex flex-col">
                <For each={actions}>
                  {({ label, keys }) => (
                    <div class="flex min-h-7 items-center gap-4">
                      <dt class="min-w-0 flex-1">{label}</dt>
                      <dd class="flex items-center gap-2">
                        <For each={keys}>
                          {(key, n) => (
                            <>
                              <Show when={n() > 0}>
                                <span aria-hidden="true" class="h-3 w-px bg-line" />
                              </Show>
                              <Kbd keys={key} />
                            </>
                          )}
                        </For>
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Dialog>
  );
}
