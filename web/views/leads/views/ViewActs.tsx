import { useNavigate } from "@solidjs/router";
import BookmarkPlus from "lucide-solid/icons/bookmark-plus";
import Check from "lucide-solid/icons/check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import Link from "lucide-solid/icons/link";
import Pencil from "lucide-solid/icons/pencil";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Trash from "lucide-solid/icons/trash";
import { createSignal, type JSX, Show } from "solid-js";
import type { SavedView } from "../../../../domain/view.ts";
import { isMember } from "../../../../domain/rights.ts";
import { shapeOf, viewPath } from "../../../store/views.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { type Action, offerActions } from "../../actions.ts";
import { useApp, useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";
import { WithWords } from "../../WithWords.tsx";
import { createNarrow, PHONE } from "../narrow.ts";
import { useView } from "./useView.ts";
import { useViewActs } from "./view-acts.ts";

const ListActs = lazyPart(async () => (await import("./ListActs.tsx")).ListActs);
const ViewDialog = lazyPart(async () => (await import("./ViewDialog.tsx")).ViewDialog);

interface Ways {
  readonly onFilter: () => void;
  readonly onDisplay: () => void;
}

/** Which view this is, what can be done with it, and, where it says something else by now, the ways to keep that or to go back. */
export function ViewActs(props: Ways): JSX.Element {
  return (
    <WithWords part="panel">
      <WithWords part="views">
        <Acts />
        <ListActs onFilter={props.onFilter} onDisplay={props.onDisplay} />
      </WithWords>
    </WithWords>
  );
}

function Acts(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const view = useView();
  const acts = useViewActs();
  const [dialog, setDialog] = createSignal<"new" | "edit" | null>(null);
  const [used, setUsed] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const ask = (which: "new" | "edit") => {
    setUsed(true);
    setDialog(which);
  };
  const narrow = createNarrow(PHONE);
  const saved = () => view.saved() ?? null;
  const member = () => {
    const role = workspace.directory.me()?.role;
    return role !== undefined && isMember(role);
  };
  /** Its maker's, and, where it stands in others' menus, whoever may share views. */
  const mayChange = (of: SavedView) =>
    member() &&
    (of.by === workspace.directory.me()?.id || ((of.share === "team" || of.share === "workspace") && may(workspace, "views.share")));
  const save = async (of: SavedView) => {
    setBusy(true);
    const { filter, sort, group } = view.state();
    const done = await acts.save(
      of.id,
      { name: of.name, share: of.share, team: of.team, shape: shapeOf({ filter, sort, group }, view.columns(), view.layout()) },
      of,
    );
    setBusy(false);
    if (done) view.reset();
  };
  offerActions(() => {
    const of = saved();
    const act = (id: string, label: string, icon: Action["icon"], run: () => void): Action => ({
      id: `view.${id}`,
      label,
      also: t("palette.also.view"),
      ...(icon !== undefined && { icon }),
      group: "list",
      run,
      whenAsked: true,
    });
    const mine = of !== null && mayChange(of);
    return [
      ...(member() ? [act("new", t(of === null ? "views.saveAs" : "views.saveAsNew"), BookmarkPlus, () => ask("new"))] : []),
      ...(mine && view.changed() ? [act("save", t("views.saveChanges"), Check, () => void save(of))] : []),
      ...(of !== null && view.changed() ? [act("reset", t("palette.list.reset"), RotateCcw, () => view.reset())] : []),
      ...(mine ? [act("edit", t("views.renameShare"), Pencil, () => ask("edit"))] : []),
      act("link", t("palette.list.link"), Link, () => void acts.copyLink()),
      ...(mine ? [act("remove", t("views.removeView"), Trash, () => void acts.remove(of))] : []),
    ];
  });
  const items = (): MenuItem[] => {
    const of = saved();
    const others: MenuItem[] = acts.list().map((one) => ({
      label: one.name,
      note: t(`views.share.${one.share}`),
      checked: one.id === of?.id,
      onSelect: () => navigate(viewPath(workspace.slug, one)),
    }));
    return [
      ...(others.length === 0 ? [] : [{ heading: t("views.heading") }, ...others, { separator: true as const }]),
      ...(of === null || !view.changed() || !narrow()
        ? []
        : [
            ...(mayChange(of) ? [{ label: t("views.saveChanges"), onSelect: () => void save(of) }] : []),
            { label: t("views.reset"), onSelect: () => view.reset() },
          ]),
      ...(member()
        ? [{ label: t(of === null ? "views.saveAs" : "views.saveAsNew"), moves: true as const, onSelect: () => ask("new") }]
        : []),
      ...(of === null || !mayChange(of) ? [] : [{ label: t("views.renameShare"), moves: true as const, onSelect: () => ask("edit") }]),
      { label: t("views.copyLink"), onSelect: () => void acts.copyLink() },
      ...(of === null || !mayChange(of)
        ? []
        : [{ separator: true as const }, { label: t("views.removeView"), danger: true, onSelect: () => void acts.remove(of) }]),
    ];
  };
  return (
    <>
      <MenuButton variant="icon" size="small" label={t("views.menu")} menuLabel={t("views.menu")} items={items()} class="w-6!">
        <Icon of={ChevronDown} size={14} />
      </MenuButton>
      <Show when={view.changed() && member()}>
        <span class="ms-1 flex items-center gap-1 max-md:hidden">
          <Show
            when={saved()}
            fallback={
              <Button size="small" onClick={() => ask("new")}>
                {t("views.saveView")}
              </Button>
            }
          >
            {(of) => (
              <>
                <Show
                  when={mayChange(of())}
                  fallback={
                    <Button size="small" onClick={() => ask("new")}>
                      {t("views.saveAsNew")}
                    </Button>
                  }
                >
                  <Button size="small" busy={busy()} onClick={() => void save(of())}>
                    <Icon of={Check} size={12} />
                    {t("views.saveChanges")}
                  </Button>
                </Show>
                <Button size="small" variant="ghost" class="text-text-quiet" onClick={() => view.reset()}>
                  {t("views.reset")}
                </Button>
              </>
            )}
          </Show>
        </span>
      </Show>
      <Show when={used()}>
        <ViewDialog
          open={dialog() !== null}
          onOpenChange={(open) => !open && setDialog(null)}
          id={dialog() === "edit" ? (saved()?.id ?? app.clock.id()) : app.clock.id()}
          before={dialog() === "edit" ? saved() : null}
        />
      </Show>
    </>
  );
}
