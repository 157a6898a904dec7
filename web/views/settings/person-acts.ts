import { createSignal } from "solid-js";
import { canManage } from "../../../domain/rights.ts";
import { mayChange, type PersonRow } from "../../../domain/people.ts";
import { NAMED_RIGHTS, type NamedRight, ROLES, type Role } from "../../../domain/rights.ts";
import type { ApiFailure } from "../../store/notice.ts";
import type { MenuItem } from "../../ui/Menu.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { actorHere, may } from "../rights.ts";
import { useSettings } from "./context.tsx";

export const PERSON_DIALOGS = ["teams", "weight", "suspend", "remove", "recover", "owner", "transfer", "sessions"] as const;
export type PersonDialog = (typeof PERSON_DIALOGS)[number];

/** What can be done about a person, by role and standing; what needs a choice or a word of warning opens a dialog. */
export function createPersonActs() {
  const { t } = useWords();
  const app = useApp();
  const workspace = useWorkspace();
  const { people } = useSettings();
  const [open, setOpen] = createSignal<{ readonly dialog: PersonDialog; readonly person: string } | null>(null);
  const me = () => actorHere(workspace);
  const isMe = (person: PersonRow) => person.id === me()?.person;

  const manageable = (person: PersonRow, becomes: Role = person.role) => {
    const actor = me();
    return actor !== null && canManage(actor, person, becomes);
  };
  const mayGive = (person: PersonRow) => {
    const actor = me();
    const other: NamedRight[] = person.rights.length > 0 ? [] : ["privacy"];
    return actor !== null && mayChange(actor, person, { role: person.role, rights: other });
  };

  /** Whether it was done; if not, a toast says why. */
  async function done(person: PersonRow, outcome: Promise<ApiFailure | null>): Promise<boolean> {
    const failure = await outcome;
    if (failure === null) return true;
    const { name } = person;
    app.toasts.show({
      id: `person-${person.id}`,
      tone: "overdue",
      text:
        failure.code === "conflict"
          ? t("members.changedFirst", { name })
          : t("members.refused", { name, reason: failureWords(t, failure.code) }),
      ms: failure.code === "conflict" ? 8_000 : 0,
    });
    return false;
  }
  const change = (person: PersonRow, to: Parameters<typeof people.change>[1]) => done(person, people.change(person, to));

  const roles = (person: PersonRow): MenuItem[] =>
    ROLES.filter((role) => manageable(person, role)).map((role) => ({
      label: t(`role.${role}`),
      checked: person.role === role,
      onSelect: () => {
        if (role === person.role) return;
        if (role === "owner") setOpen({ dialog: "owner", person: person.id });
        else void change(person, { role });
      },
    }));

  const named = (person: PersonRow): MenuItem[] => [
    { heading: t("members.byName") },
    ...NAMED_RIGHTS.map((right) => ({
      label: t(`members.${right}`),
      checked: person.rights.includes(right),
      onSelect: () =>
        void change(person, {
          rights: person.rights.includes(right) ? person.rights.filter((one) => one !== right) : [...person.rights, right],
        }),
    })),
    { separator: true },
  ];

  const dialog = (label: string, key: PersonDialog, person: PersonRow, over: { note?: string; danger?: boolean } = {}): MenuItem => ({
    label,
    ...over,
    onSelect: () => setOpen({ dialog: key, person: person.id }),
  });

  function menu(person: PersonRow): MenuItem[] {
    const manages = manageable(person);
    const active = person.status === "active";
    return [
      ...(manages && active
        ? [
            dialog(t("members.editTeams"), "teams", person),
            dialog(t("members.weight"), "weight", person, { note: t("members.weightNote", { n: String(person.weight) }) }),
            {
              label: t(person.away ? "members.setBack" : "members.setAway"),
              onSelect: () => void change(person, { away: !person.away }),
            },
            { separator: true as const },
          ]
        : []),
      ...(active && mayGive(person) ? named(person) : []),
      ...(may(workspace, "sessions.manage") && (manages || isMe(person))
        ? [dialog(t("members.sessions"), "sessions", person, person.sessions === null ? {} : { note: String(person.sessions) })]
        : []),
      ...(manages && !isMe(person)
        ? [
            ...(person.secondFactor === false ? [] : [dialog(t("members.recover"), "recover", person)]),
            ...(may(workspace, "workspace.transfer") && active && person.role !== "owner"
              ? [dialog(t("members.handOver"), "transfer", person)]
              : []),
            { separator: true as const },
            active
              ? dialog(t("members.suspend"), "suspend", person)
              : { label: t("members.reopen"), onSelect: () => void done(person, people.reopen(person)) },
            dialog(t("members.remove"), "remove", person, { danger: true }),
          ]
        : []),
    ];
  }

  return {
    isMe,
    roles,
    /** Somebody who may be given another role than the one they have. */
    mayChangeRole: (person: PersonRow) => person.status === "active" && manageable(person) && roles(person).length > 1,
    menu,
    done,
    change,
    open,
    show: (key: PersonDialog, person: string) => setOpen({ dialog: key, person }),
    close: () => setOpen(null),
  };
}

export type PersonActs = ReturnType<typeof createPersonActs>;
