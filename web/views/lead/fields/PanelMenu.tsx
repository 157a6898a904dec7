import Archive from "lucide-solid/icons/archive";
import ArchiveRestore from "lucide-solid/icons/archive-restore";
import Ban from "lucide-solid/icons/ban";
import Ellipsis from "lucide-solid/icons/ellipsis";
import PhoneCall from "lucide-solid/icons/phone-call";
import { createSignal, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { isBannedFromAll } from "../../../../domain/nocontact.ts";
import { Icon } from "../../../ui/Icon.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { may, mayWith } from "../../rights.ts";
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
  const put = async (archived: boolean) => {
    const done = archived ? props.opened.archiving() : () => undefined;
    done(await archive(props.row, archived));
  };
  const items = (): MenuItem[] => {
    const { row } = props;
    const banned = row.noContact ?? [];
    const gone = row.archivedAt != null;
    const acts: MenuItem[] = [];
    if (mayEdit() && !isBannedFromAll(banned))
      acts.push({ label: t("noContact.act"), icon: () => <Icon of={Ban} size={14} />, onSelect: () => ask("set") });
    if (!gone && banned.length > 0 && may(workspace, "privacy.handle"))
      acts.push({ label: t("noContact.lift"), icon: () => <Icon of={PhoneCall} size={14} />, onSelect: () => ask("lift") });
    if (mayWith(workspace, "lead.archive", row)) {
      if (acts.length > 0) acts.push({ separator: true });
      acts.push({
        label: t(gone ? "archive.restore" : "archive.act"),
        icon: () => <Icon of={gone ? ArchiveRestore : Archive} size={14} />,
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
    </Show>
  );
}
