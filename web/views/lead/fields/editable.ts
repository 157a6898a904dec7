import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { useStages } from "../../stages.ts";

export interface Editable {
  readonly key: string;
  readonly label: string;
}

/** What a lead's page has to be filled in, with its words; PV2: not what is kept from this person. */
export function useEditable(): (row: LeadRow) => readonly Editable[] {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const stages = useStages();
  return (row) => {
    const isLost = stages.of(row.stage)?.kind === "lost";
    const plain = [
      "name",
      ...(["phone", "email"] as const).filter((kind) => row.masked?.includes(kind) !== true),
      "company",
      "city",
      "language",
      ...(directory.projects().length > 0 ? ["projects" as const] : []),
      "priority",
      "value",
      ...(isLost ? ["lostReason" as const] : []),
      "tags",
    ] as const;
    const own = directory.setup().fields.filter(({ retired }) => retired === undefined);
    return [
      ...plain.map((key) => ({ key, label: t(`fields.${key}`) })),
      ...own.map(({ id, name }) => ({ key: `custom:${id}`, label: name })),
    ];
  };
}

/** Goes to a field of the open lead as if it had been pressed. `unfold`: shows those that are seldom filled in. */
export function goToField(key: string, unfold: () => void): void {
  const place = () => document.querySelector<HTMLElement>(`[data-panel] [data-field="${CSS.escape(key)}"]`);
  if (place() === null) unfold();
  queueMicrotask(() => {
    const of = place();
    const control = of?.querySelector<HTMLElement>("[data-acts]") ?? of?.querySelector<HTMLElement>("button, input, textarea");
    if (control == null) return;
    control.scrollIntoView({ block: "nearest" });
    control.focus({ preventScroll: true });
    // What calls or writes when it is pressed is changed by its key; what ticks when it is pressed is only gone to.
    if (control.dataset["acts"] !== undefined && (key === "phone" || key === "email"))
      control.dispatchEvent(new KeyboardEvent("keydown", { key: "F2", bubbles: true, cancelable: true }));
    else if (control instanceof HTMLButtonElement) control.click();
  });
}
