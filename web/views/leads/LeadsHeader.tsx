import { A } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import ListFilter from "lucide-solid/icons/list-filter";
import X from "lucide-solid/icons/x";
import { type JSX, Show } from "solid-js";
import type { PagedList } from "../../store/paging.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { OwnerFilter } from "./OwnerFilter.tsx";

/** What is shown, as words; the filters that made it so; the sound. */
export function LeadsHeader(props: { readonly list: PagedList | null; readonly ids: readonly string[] }): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const owner = () => (props.list === null || props.list === "all" ? undefined : props.list.owner);
  const title = () => {
    if (owner() === undefined) return t("leads.all");
    if (owner() === null) return t("leads.unclaimed");
    return owner() === workspace.directory.me()?.id ? t("leads.mine") : t("leads.title");
  };
  const somebody = () => {
    const id = owner();
    return id == null || id === workspace.directory.me()?.id ? undefined : workspace.directory.member(id);
  };
  const sound = () => workspace.announcer.sound();
  return (
    <header class="flex h-12 shrink-0 items-center gap-2 border-b border-line ps-4 pe-4 md:ps-6">
      <h1 class="truncate text-title font-semibold">{title()}</h1>
      <Show when={workspace.state() === "ready" && props.list === "all"}>
        <span class="text-small tabular-nums text-text-quiet md:hidden">{format().number(workspace.figures.total())}</span>
      </Show>
      <Show when={somebody()}>
        {(person) => (
          <span class="flex h-7 items-center gap-1 rounded border border-line ps-2 pe-1 text-small">
            {t("leads.filterOwner", { name: person().name })}
            <A
              href={`/w/${workspace.slug}/leads`}
              aria-label={t("leads.empty.clear")}
              data-tip={t("leads.empty.clear")}
              class="touch-target relative flex size-5 items-center justify-center rounded-small text-text-quiet hover:bg-pressed hover:text-text"
            >
              <Icon of={X} size={12} />
            </A>
          </span>
        )}
      </Show>
      <span class="flex-1" />
      <OwnerFilter icon={<Icon of={ListFilter} />} current={owner()} />
      <Button
        variant="icon"
        label={sound() ? t("leads.soundOff") : t("leads.soundOn")}
        onClick={() => workspace.announcer.setSound(!sound())}
      >
        <Icon of={sound() ? Bell : BellOff} />
      </Button>
    </header>
  );
}
