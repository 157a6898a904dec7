import { useLocation, useNavigate } from "@solidjs/router";
import Archive from "lucide-solid/icons/archive";
import Ban from "lucide-solid/icons/ban";
import CalendarPlus from "lucide-solid/icons/calendar-plus";
import ClipboardPen from "lucide-solid/icons/clipboard-pen";
import Columns3 from "lucide-solid/icons/columns-3";
import Copy from "lucide-solid/icons/copy";
import Link from "lucide-solid/icons/link";
import Mail from "lucide-solid/icons/mail";
import Merge from "lucide-solid/icons/merge";
import MessageCircle from "lucide-solid/icons/message-circle";
import PanelRight from "lucide-solid/icons/panel-right";
import Pencil from "lucide-solid/icons/pencil";
import Phone from "lucide-solid/icons/phone";
import PhoneCall from "lucide-solid/icons/phone-call";
import StickyNote from "lucide-solid/icons/sticky-note";
import UserRoundPlus from "lucide-solid/icons/user-round-plus";
import type { LeadRow } from "../../../domain/lead.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { type Action, actionsNow } from "../actions.ts";
import { phoneWords } from "../called.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { isBannedFromAll } from "../../../domain/nocontact.ts";
import { mailAddress, phoneAddress, whatsappAddress } from "../lead/addresses.ts";
import { useArchive } from "../lead/fields/archive.ts";
import { useEditable } from "../lead/fields/editable.ts";
import { mayMerge } from "../lead/merging/may.ts";
import { reachable } from "../lead/reach.ts";
import { may as mayDo, mayWith } from "../rights.ts";
import { goOnFromHere } from "./go-on.ts";
import { leadAddress } from "./lead-address.ts";
import { onceOffered } from "./once-offered.ts";
import { useAssignStep, useAttemptStep, useStageStep } from "./lead-steps.tsx";
import type { Entry } from "./steps.ts";

const offered = (id: string): Action | undefined => actionsNow().find((one) => one.id === id);
/** The keys of acts where one is, as the palette says them beside those: looked up once for all of them. */
export function keysHere(): (id: string) => string | undefined {
  const keys = new Map(actionsNow().map((one) => [one.id, one.keys?.[0]]));
  return (id) => keys.get(id) ?? LEAD_KEYS[id];
}

/** What is done with one lead by a key of its own, beside what the lists open in its row. The capitals are done less often, or leave the app. */
export const LEAD_KEYS: Readonly<Record<string, string>> = {
  "lead.call": "p",
  "lead.whatsapp": "w",
  "lead.mail": "shift+m",
  "lead.note": "n",
  "lead.followUp": "f",
  "lead.link": "shift+l",
  "lead.archive": "shift+a",
};

/** What can be done with one lead, from anywhere; `open`: its panel is on screen. `keysNow`: the keys that are said beside them. */
export function useLeadActs(keysNow: () => (id: string) => string | undefined): (row: LeadRow, open: boolean) => readonly Entry[] {
  const app = useApp();
  const workspace = useWorkspace();
  const location = useLocation();
  const navigate = useNavigate();
  const { t } = useWords();
  const archive = useArchive();
  const editable = useEditable();
  const assign = useAssignStep();
  const stage = useStageStep();
  const attempt = useAttemptStep();

  const copy = async (text: string) => {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (done) app.toasts.show({ id: "copied", text: t("common.copied"), ms: 2_000 });
    else app.toasts.show({ id: "copied", tone: "overdue", text: t("common.notCopied"), ms: 6_000 });
  };
  const address = (row: LeadRow) => leadAddress(workspace.slug, row.id, location);
  /** Done where the panel offers it, which is opened for it. */
  const inPanel = (row: LeadRow, id: string) => {
    const known = offered(id)?.run;
    if (known !== undefined) return known();
    navigate(address(row), { scroll: false });
    onceOffered(app.clock, id);
  };
  const entry = (id: string, label: string, icon: Action["icon"], rest: Partial<Entry>): Entry => ({
    key: id,
    label,
    ...(icon !== undefined && { sign: () => <Icon of={icon} /> }),
    ...rest,
  });

  const all = (row: LeadRow, open: boolean): readonly Entry[] => {
    const may = (act: "assign" | "stage" | "attempt" | "edit" | "archive") => mayWith(workspace, `lead.${act}`, row);
    const link = `/w/${workspace.slug}/leads/${row.id}`;
    const phone = phoneWords(row);
    const away = row.archivedAt != null;
    const panel = (id: string, label: string, icon: Action["icon"], rest: Partial<Entry> = {}) =>
      entry(id, label, icon, { ...rest, run: () => inPanel(row, id) });
    /** DN1: not by a way that the person asked not to be reached by. */
    const ways = may("attempt") && !away;
    const banned = row.noContact ?? [];
    return [
      ...(open
        ? []
        : [
            entry("lead.open", t("palette.lead.open"), PanelRight, {
              href: address(row),
              run: () => navigate(address(row), { scroll: false }),
            }),
          ]),
      ...(ways && row.phone !== null && phoneAddress(row.phone) !== null && reachable(row, "phone")
        ? [panel("lead.call", t("lead.call"), Phone, { also: t("palette.also.call") })]
        : []),
      ...(ways && row.phone !== null && whatsappAddress(row.phone) !== null && reachable(row, "whatsapp")
        ? [panel("lead.whatsapp", t("lead.whatsapp"), MessageCircle, { also: t("palette.also.send") })]
        : []),
      ...(ways && row.email !== null && mailAddress(row.email) !== null && reachable(row, "email")
        ? [panel("lead.mail", t("palette.lead.mail"), Mail, { also: t("palette.also.send") })]
        : []),
      ...(may("assign")
        ? [entry("lead.assign", t("palette.lead.assign"), UserRoundPlus, { also: t("palette.also.assign"), step: () => assign(row.id) })]
        : []),
      ...(may("stage")
        ? [entry("lead.stage", t("palette.lead.stage"), Columns3, { also: t("palette.also.stage"), step: () => stage(row.id) })]
        : []),
      ...(may("attempt")
        ? [entry("lead.attempt", t("palette.lead.attempt"), ClipboardPen, { also: t("palette.also.attempt"), step: () => attempt(row.id) })]
        : []),
      ...(may("edit") && !away
        ? [
            panel("lead.note", t("palette.lead.note"), StickyNote, { also: t("palette.also.note") }),
            panel("lead.followUp", t("palette.lead.followUp"), CalendarPlus, { also: t("palette.also.followUp") }),
            ...editable(row).map(({ key, label }) =>
              panel(`lead.edit.${key}`, t("palette.lead.change", { field: label }), Pencil, {
                also: t("palette.also.change"),
                whenAsked: true,
                mild: true,
              }),
            ),
          ]
        : []),
      ...(phone === null
        ? []
        : [
            entry("lead.phone", t("palette.lead.phone"), Copy, {
              also: t("palette.also.phone"),
              note: phone,
              run: () => void copy(row.phone ?? ""),
            }),
          ]),
      ...(row.email === null
        ? []
        : [
            entry("lead.email", t("palette.lead.email"), Copy, {
              also: t("palette.also.email"),
              note: row.email,
              run: () => void copy(row.email ?? ""),
            }),
          ]),
      entry("lead.link", t("palette.lead.link"), Link, {
        also: t("palette.also.link"),
        run: () => void copy(`${window.location.origin}${link}`),
      }),
      ...(may("edit") && !away && !isBannedFromAll(banned) ? [panel("lead.noContact", t("noContact.act"), Ban)] : []),
      ...(!away && banned.length > 0 && mayDo(workspace, "privacy.handle") ? [panel("lead.lift", t("noContact.lift"), PhoneCall)] : []),
      ...(mayMerge(workspace, row) ? [panel("lead.merge", t("merge.act"), Merge, { also: t("palette.also.merge") })] : []),
      ...(may("archive") && !away
        ? [
            entry("lead.archive", t("archive.act"), Archive, {
              also: t("palette.also.archive"),
              run: () => {
                goOnFromHere(app.clock);
                (offered("lead.archive")?.run ?? (() => void archive(row, true)))();
              },
            }),
          ]
        : []),
    ];
  };
  return (row, open) => {
    const keyOf = keysNow();
    return all(row, open).map((one) => {
      const keys = keyOf(one.key);
      return keys === undefined ? one : { ...one, keys };
    });
  };
}
