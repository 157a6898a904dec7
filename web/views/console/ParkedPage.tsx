import ChevronRight from "lucide-solid/icons/chevron-right";
import Unplug from "lucide-solid/icons/unplug";
import { createEffect, createSignal, For, type JSX, on, Show } from "solid-js";
import type { ChangeRow, ParkedGroup } from "../../../domain/console.ts";
import { asFailure } from "../../store/console/resource.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { ChangeItem } from "./ChangeItem.tsx";
import { useConsole } from "./context.tsx";
import { pageWords } from "./delivery-words.ts";
import { Retry } from "./Retry.tsx";

/** What is parked of one Page for one reason: retried together, or unfolded and one by one. */
export function ParkedPage(props: { readonly group: ParkedGroup }): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  const now = useNow();
  const [open, setOpen] = createSignal(false);
  const key = () => `parked:${props.group.reason}:${props.group.page.id}`;
  const wish = () => ({ page: props.group.page.id, reason: props.group.reason });
  return (
    <li class="px-4 py-3" data-parked={props.group.page.id}>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div class="min-w-0 flex-1 basis-60 max-md:basis-full">
          <p class="truncate">
            <bdi class="font-medium">{pageWords(t, props.group.page)}</bdi>
            <Show when={props.group.page.workspace}>
              {(workspace) => (
                <span class="text-text-quiet">
                  {" · "}
                  <bdi>{workspace().name}</bdi>
                </span>
              )}
            </Show>
          </p>
          <p class="flex flex-wrap items-center gap-x-3 text-small text-text-quiet">
            <span class="tabular-nums">{t("console.wait.count", { n: props.group.count })}</span>
            <When at={props.group.since} now={now} />
            <Show when={props.group.pageState === "broken"}>
              <span class="inline-flex items-center gap-1 text-overdue-text">
                <Icon of={Unplug} size={12} />
                {t("console.wait.broken")}
              </span>
            </Show>
          </p>
        </div>
        <Button size="small" variant="ghost" class="max-md:-ms-2" aria-expanded={open()} onClick={() => setOpen(!open())}>
          <Icon of={ChevronRight} size={14} class={open() ? "rotate-90" : "rtl:-scale-x-100"} />
          {t(open() ? "console.wait.hide" : "console.wait.show")}
        </Button>
        <Retry
          about={key()}
          count={props.group.count}
          label={t("console.wait.retryAll", { n: props.group.count })}
          offered
          start={() => console.retries.many(key(), wish())}
        />
      </div>
      <Show when={open()}>
        <Each group={props.group} />
      </Show>
    </li>
  );
}

function Each(props: { readonly group: ParkedGroup }): JSX.Element {
  const { t } = useWords();
  const console = useConsole();
  const [rows, setRows] = createSignal<readonly ChangeRow[]>([]);
  const [next, setNext] = createSignal<string | null>(null);
  const [failure, setFailure] = createSignal<string>();
  const [loading, setLoading] = createSignal(false);
  const read = async (after?: string) => {
    setLoading(true);
    try {
      const page = await console.parkedOf(props.group.page.id, props.group.reason, after);
      setRows((before) => (after === undefined ? page.rows : [...before, ...page.rows]));
      setNext(page.next);
      setFailure(undefined);
    } catch (error) {
      setFailure(failureWords(t, asFailure(error).code));
    } finally {
      setLoading(false);
    }
  };
  createEffect(
    on(
      () => [props.group.count, props.group.last].join(),
      () => void read(),
    ),
  );
  return (
    <div class="mt-2 border-s-2 border-line ps-4">
      <ul class="divide-y divide-line/60">
        <For each={rows()}>
          {(change) => (
            <li class="py-3">
              <ChangeItem change={change} brief />
            </li>
          )}
        </For>
      </ul>
      <Show when={failure()}>{(why) => <p class="text-small text-overdue-text">{why()}</p>}</Show>
      <Show when={next()}>
        {(after) => (
          <Button size="small" busy={loading()} onClick={() => void read(after())}>
            {t("console.wait.more")}
          </Button>
        )}
      </Show>
    </div>
  );
}
