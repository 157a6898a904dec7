import Bell from "lucide-solid/icons/bell";
import BellOff from "lucide-solid/icons/bell-off";
import ListFilter from "lucide-solid/icons/list-filter";
import Plus from "lucide-solid/icons/plus";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import { createMemo, createSignal, type JSX, Show } from "solid-js";
import type { PagedList } from "../../store/paging.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { createLead } from "../lead/create/asked.ts";
import { may } from "../rights.ts";
import { OverButton } from "./OverButton.tsx";
import type { Shown } from "./shown.ts";

const loadFilter = () => import("./filters/NewCondition.tsx");
const NewCondition = lazyPart(async () => (await loadFilter()).NewCondition);
const loadDisplay = () => import("./columns/Display.tsx");
const Display = lazyPart(async () => (await loadDisplay()).Display);
const LayoutSwitch = lazyPart(async () => (await import("./LayoutSwitch.tsx")).LayoutSwitch, { beside: true });
const ViewActs = lazyPart(async () => (await import("./views/ViewActs.tsx")).ViewActs, { beside: true });

/** What is shown, and everything that makes it another list: views, filters, how it looks; the sound. */
export function LeadsHeader(props: {
  readonly list: PagedList | null | "view";
  readonly shown: Shown | null;
  readonly filtering: boolean;
  readonly onFiltering: (open: boolean) => void;
}): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const title = createMemo<string>((before) => {
    const { list } = props;
    // Its name comes with it: until the list follows what stood there does.
    if (list === "view") return props.shown?.title?.() ?? (props.shown === null ? t("leads.title") : before);
    if (list === null || list === "all") return t("leads.all");
    if (list.owner === null) return t("leads.unclaimed");
    return list.owner === workspace.directory.me()?.id ? t("leads.mine") : t("leads.title");
  }, t("leads.title"));
  const ready = () => workspace.state() === "ready";
  const sound = () => workspace.announcer.sound();
  const [display, setDisplay] = createSignal(false);
  return (
    <header class="flex h-12 shrink-0 items-center gap-1 border-b border-line ps-4 pe-4 md:ps-6">
      <h1 dir="auto" class="truncate text-title font-semibold">
        {title()}
      </h1>
      <Show when={ready() && props.list === "all"}>
        <span class="ms-1 text-small tabular-nums text-text-quiet md:hidden">{format().number(workspace.figures.total())}</span>
      </Show>
      <Show when={ready()}>
        <ViewActs onFilter={() => props.onFiltering(true)} onDisplay={() => setDisplay(true)} />
      </Show>
      <span class="flex-1" />
      <Show when={ready()}>
        <LayoutSwitch />
      </Show>
      <OverButton
        label={t("leads.filter")}
        icon={ListFilter}
        keys="shift+f"
        disabled={!ready()}
        open={props.filtering}
        onOpenChange={(open) => props.onFiltering(open)}
        near={loadFilter}
        over={NewCondition}
      />
      <OverButton
        label={t("leads.display")}
        icon={SlidersHorizontal}
        disabled={!ready()}
        open={display()}
        onOpenChange={setDisplay}
        near={loadDisplay}
        over={Display}
      />
      <Button
        variant="icon"
        label={sound() ? t("leads.soundOff") : t("leads.soundOn")}
        onClick={() => workspace.announcer.setSound(!sound())}
      >
        <Icon of={sound() ? Bell : BellOff} />
      </Button>
      <Show when={may(workspace, "lead.create")}>
        <Button variant="primary" label={t("leads.add")} keys="c" class="ms-1 max-md:w-8 max-md:px-0!" onClick={() => createLead()}>
          <Icon of={Plus} size={14} />
          <span class="max-md:hidden">{t("leads.addShort")}</span>
        </Button>
      </Show>
    </header>
  );
}
