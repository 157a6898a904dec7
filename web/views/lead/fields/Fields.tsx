import ChevronRight from "lucide-solid/icons/chevron-right";
import { createMemo, createSignal, createUniqueId, For, type JSX, Show, untrack } from "solid-js";
import { useWords } from "../../../words/index.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { useWorkspace } from "../../context.tsx";
import { useStages } from "../../stages.ts";
import { offerActions } from "../../actions.ts";
import { Contacts } from "../Contact.tsx";
import type { Opened } from "../open.ts";
import { CustomField } from "./CustomField.tsx";
import { goToField, useEditable } from "./editable.ts";
import { createLeadFields } from "./lead-fields.ts";
import { LanguageField, LostReasonField, PriorityField } from "./chosen.tsx";
import { ProjectsField } from "./ProjectsField.tsx";
import { TagsField } from "./TagsField.tsx";
import { TextField, ValueField } from "./typed.tsx";

/** Empty fields of a workspace's own that stand open; a form of forty empty lines would hide the rest of the page. */
const EMPTY_SHOWN = 4;
const PLAIN = ["company", "city"] as const;
/** Whoever wants to see all fields of one lead wants it of the next one too. */
const [more, setMore] = createSignal(false);

/** Everything that is known of the lead, each to be changed where it stands; what nobody filled in asks for little room. */
export function Fields(props: { readonly id: string; readonly opened: Opened; readonly linked: boolean }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const stages = useStages();
  const id = createUniqueId();
  const of = createLeadFields(
    untrack(() => props.id),
    // eslint-disable-next-line typescript/no-unsafe-type-assertion -- shown only while there is a row
    untrack(() => props.opened.row()) as NonNullable<ReturnType<Opened["row"]>>,
    untrack(() => props.opened),
  );
  const { row, mayEdit } = of;
  const editable = useEditable();
  offerActions(() =>
    mayEdit()
      ? editable(row()).map(({ key, label }) => ({
          id: `lead.edit.${key}`,
          label: t("palette.lead.change", { field: label }),
          group: "lead",
          whenAsked: true,
          run: () => goToField(key, () => setMore(true)),
        }))
      : [],
  );
  const isLost = () => stages.of(row().stage)?.kind === "lost";
  /** Where all fields stand open, one that is filled in stays among them with the focus in it. */
  const open = () => more() && mayEdit();
  /** What held something since the lead was opened stays where it is, emptied or not: nothing goes away under the finger. */
  const held = createMemo<ReadonlySet<string> | null>((before) => {
    const now = row();
    if (before !== null && open()) return before;
    const plain = [...PLAIN, "language" as const].filter((field) => now[field]);
    return new Set([...(before ?? []), ...plain, ...Object.keys(now.custom ?? {}).map((field) => `custom:${field}`)]);
  }, null);
  const has = (field: string) => held()?.has(field) ?? false;
  const filled = (field: string) => has(`custom:${field}`) && (mayEdit() || row().custom?.[field] !== undefined);
  const own = () => workspace.directory.setup().fields.filter((field) => filled(field.id) || (field.retired === undefined && mayEdit()));
  const ownShown = () => {
    let empty = 0;
    return own().filter((field) => filled(field.id) || empty++ < EMPTY_SHOWN);
  };
  const ownFolded = () => own().filter((field) => !ownShown().includes(field));
  const plain = (field: "company" | "city" | "language") => has(field) && (mayEdit() || Boolean(row()[field]));
  const plainFolded = () => (mayEdit() ? PLAIN.filter((field) => !plain(field)) : []);
  const languageFolded = () => mayEdit() && !plain("language");
  const anyFolded = () => plainFolded().length > 0 || languageFolded() || ownFolded().length > 0;
  return (
    <div class="flex flex-col gap-1">
      <dl aria-label={t("fields.label")} class="flex flex-col">
        <Contacts of={of} linked={props.linked} />
        <For each={PLAIN.filter(plain)}>{(field) => <TextField of={of} field={field} />}</For>
        <Show when={plain("language")}>
          <LanguageField of={of} />
        </Show>
        <ProjectsField of={of} />
        <PriorityField of={of} />
        <ValueField of={of} />
        <Show when={isLost()}>
          <LostReasonField of={of} />
        </Show>
        <TagsField of={of} />
        <For each={ownShown()}>{(field) => <CustomField of={of} field={field} />}</For>
      </dl>
      <Show when={anyFolded()}>
        <button
          type="button"
          aria-expanded={more()}
          aria-controls={id}
          class="touch-target relative -ms-1.5 flex h-7 items-center gap-1.5 self-start rounded-small px-1.5 text-text-quiet transition-colors hover:bg-hover hover:text-text"
          onClick={() => setMore(!more())}
        >
          <Icon of={ChevronRight} size={14} class={`transition-transform ${more() ? "rotate-90" : "rtl:-scale-x-100"}`} />
          {t(more() ? "fields.fewer" : "fields.more")}
        </button>
        <Show when={more()}>
          <dl id={id} class="flex flex-col">
            <For each={plainFolded()}>{(field) => <TextField of={of} field={field} />}</For>
            <Show when={languageFolded()}>
              <LanguageField of={of} />
            </Show>
            <For each={ownFolded()}>{(field) => <CustomField of={of} field={field} />}</For>
          </dl>
        </Show>
      </Show>
    </div>
  );
}
