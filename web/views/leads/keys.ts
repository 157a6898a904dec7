import ListFilter from "lucide-solid/icons/list-filter";
import { useWords } from "../../words/index.ts";
import { type Action, offerActions, offerLead } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { mayWith } from "../rights.ts";

/** What a list of leads does when it is asked to by a key. */
export interface ListActs {
  /** The lead that is open, else the one that was gone to. */
  lead(): string | null;
  opened(): boolean;
  next(): void;
  previous(): void;
  open(): void;
  close(): void;
  top(): void;
  act(kind: "assign" | "stage" | "attempt"): void;
  /** Several are chosen: the keys of what can be done with all of them are those of one no more. */
  choosing?(): boolean;
  filter?(): void;
  /** What the next and previous one are called, where they are not leads. */
  readonly calls?: () => { readonly next: string; readonly previous: string };
}

/** The keys of every list of leads, said and done alike. */
export function useListKeys(list: ListActs): void {
  const { t } = useWords();
  const workspace = useWorkspace();
  const way = (name: "next" | "previous" | "open" | "close" | "top", keys: readonly string[]): Action => ({
    id: `list.${name}`,
    label: list.calls !== undefined && (name === "next" || name === "previous") ? list.calls()[name] : t(`palette.keys.${name}`),
    group: "list",
    keys,
    run: list[name],
    keysOnly: true,
  });
  offerLead(list.lead);
  offerActions(() => {
    const { filter } = list;
    const id = list.lead();
    const row = id === null ? undefined : workspace.leads.row(id);
    return [
      way("next", ["down", "j"]),
      way("previous", ["up", "k"]),
      list.opened() ? way("close", ["esc"]) : way("open", ["enter"]),
      way("top", ["home"]),
      ...(filter === undefined
        ? []
        : [
            {
              id: "list.filter",
              label: t("palette.keys.filter"),
              icon: ListFilter,
              group: "list" as const,
              keys: ["shift+f"],
              run: filter,
            },
          ]),
      ...LEAD_KEYS.filter(({ act }) => act === "attempt" || list.choosing?.() !== true)
        .filter(({ act }) => mayWith(workspace, `lead.${act}`, row))
        .map(({ act, key }) => ({
          id: `lead.${act}`,
          label: t(`palette.keys.${act}`),
          group: "lead" as const,
          keys: [key],
          run: () => list.act(act),
        })),
    ];
  });
}

const LEAD_KEYS = [
  { act: "attempt", key: "l" },
  { act: "assign", key: "a" },
  { act: "stage", key: "s" },
] as const;
