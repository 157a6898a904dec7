import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import Ban from "lucide-solid/icons/ban";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Merge from "lucide-solid/icons/merge";
import PhoneCall from "lucide-solid/icons/phone-call";
import { createSignal, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { isBannedFromAll } from "../../../../domain/nocontact.ts";
import { Icon } from "../../../ui/Icon.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { useWorkspace } from "../../context.tsx";
import { may, mayWith } from "../../rights.ts";
import { mayMerge } from "../merging/may.ts";
import { MergeDialog } from "../merging/part.ts";
import type { Opened } from "../open.ts";
import { useArchive } from "./archive.ts";
import { useMayEdit } from "./may.ts";

const NoContactDialog = lazyPart(async () => (await import("./NoContactDialog.tsx")).NoContactDialog);

/** What is seldom done to a lead as a whole. */
export function PanelMenu(props: { readonly row: LeadRow; readonly opened: Opened }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const archive = useArchive();
  const mayEdit = useMayEdit(() => props.row.id);
  const [asking, setAsking] = createSignal<"set" | "lift">("set");
  const [open, setOpen] = createSignal(false);
  const ask = (what: "set" | "lift") => {
    setAsking(what);
    setOpen(true);
  };
  const [merging, setMerging] = createSignal(false);
  /** LM1: one that went into another lead comes back with the undoing of that. */
  const mayArchive = () => {
    const detail = props.opened.detail();
    const went = detail?.row.id === props.row.id && detail.mergedInto !== null;
    return !went && mayWith(workspace, "lead.archive", props.row);
  };
  const put = async (archived: boolean) => {
    const done = archived ? props.opened.archiving() : () => undefined;
    done(await archive(props.row, archived));
  };
  const maySet = () => mayEdit() && !isBannedFromAll(props.row.noContact ?? []);
  const mayLift = () => props.row.archivedAt == null && (props.row.noContact ?? []).length > 0 && may(workspace, "privacy.handle");
  offerActions(() => {
    const gone = props.row.archivedAt != null;
    return [
      ...(maySet() ? [{ id: "lead.noContact", label: t("noContact.act"), icon: Ban, group: "lead", run: () => ask("set") } as const] : []),
      ...(mayLift()
        ? [{ id: "lead.lift", label: t("noContact.lift"), icon: PhoneCall, group: "lead", run: () => ask("lift") } as const]
        : []),
      ...(mayMerge(workspace, props.row)
        ? [{ id: "lead.merge", label: t("merge.act"), icon: Merge, group: "lead", run: () => setMerging(true) } as const]
        : []),
      ...(mayArchive()
        ? [
            {
              id: "lead.archive",
              label: t(gone ? "archive.restore" : "archive.act"),
              icon: gone ? ArchiveRestore : Archive,
              group: "lead",
              run: () => void put(!gone),
            } as const,
          ]
        : []),
    ];
  });
  const items = (): MenuItem[] => {
    const { row } = props;
    const gone = row.archivedAt != null;
    const acts: MenuItem[] = [];
    if (maySet()) acts.push({ label: t("noContact.act"), icon: () => <Icon of={Ban} size={14} />, onSelect: () => ask("set") });
    if (mayLift()) acts.push({ label: t("noContact.lift"), icon: () => <Icon of={PhoneCall} size={14} />, onSelect: () => ask("lift") });
    if (mayMerge(workspace, row))
      acts.push({ label: t("merge.act"), icon: () => <Icon of={Merge} size={14} />, onSelect: () => setMerging(true) });
    if (mayArchive()) {
      if (acts.length > 0) acts.push({ separator: true });
      acts.push({
        label: t(gone ? "archive.restore" : "archive.act"),
        icon: () => <Icon of={gone ? ArchiveRestore : Archive} size={14} />,
        ...(!gone && { keys: "shift+a" }),
        onSelect: () => void put(!gone),
      });
    }
    return acts;
  };
  return (
    <Show when={items().length > 0}>
      <MenuButton variant="icon" label={t("common.more")} menuLabel={t("common.more")} items={items()} placement="bottom-end">
        <Icon of={Ellipsis} />
      </MenuButton>
      <NoContactDialog row={props.row} on={asking() === "set"} open={open()} onOpenChange={setOpen} />
      <MergeDialog row={props.row} opened={props.opened} other={null} open={merging()} onOpenChange={setMerging} />
    </Show>
  );
}
