import Ellipsis from "lucide-solid/icons/ellipsis";
import { createSignal, type JSX, Show } from "solid-js";
import { INTERESTS, type LeadProject } from "../../../../domain/project.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { InlineEditor } from "../../../ui/InlineEditor.tsx";
import { INLINE } from "../../../ui/inline.ts";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { useWords } from "../../../words/index.ts";
import { offerItems } from "../offer-items.ts";
import { Read } from "./FieldRow.tsx";
import { MAX_PROJECT_NOTE } from "./limits.ts";
import { takeAway } from "./near.ts";

/** One project they might buy in: how much they want it, and what they said of it. */
export function ProjectLine(props: {
  readonly one: LeadProject;
  readonly name: string;
  readonly mayEdit: boolean;
  readonly mayAdd: boolean;
  readonly onPut: (said: Omit<LeadProject, "project"> | null) => void;
  /** One more, chosen over `anchor`. */
  readonly onAdd: (anchor: HTMLElement) => void;
}): JSX.Element {
  const { t } = useWords();
  const [noting, setNoting] = createSignal(false);
  let line: HTMLElement | undefined;
  const acts = () => line?.querySelector<HTMLElement>("[data-acts]");
  const items = (): MenuItem[] => [
    { heading: t("fields.project.interest") },
    ...INTERESTS.map((interest) => ({
      label: t(`fields.project.interests.${interest}`),
      checked: props.one.interest === interest,
      onSelect: () => props.onPut({ interest, note: props.one.note }),
    })),
    {
      label: t("fields.project.unsaid"),
      checked: props.one.interest === null,
      onSelect: () => props.onPut({ interest: null, note: props.one.note }),
    },
    { separator: true },
    { label: t("fields.project.addNote"), moves: true, onSelect: () => setNoting(true) },
    // eslint-disable-next-line solid/reactivity -- runs when the choice is made
    { label: t("fields.project.remove"), danger: true, moves: true, onSelect: () => takeAway(line, () => props.onPut(null)) },
    ...(props.mayAdd
      ? ([
          { separator: true },
          { label: t("fields.project.add"), moves: true, onSelect: () => props.onAdd(acts() ?? document.body) },
        ] satisfies MenuItem[])
      : []),
  ];
  offerItems(
    () => `project.${props.one.project}`,
    () => props.name,
    () => (props.mayEdit ? items() : []),
  );
  return (
    <div ref={(made) => (line = made)}>
      <div class="flex items-start gap-1">
        <div class="min-w-0 flex-1">
          <Read>
            <bdi>{props.name}</bdi>
            <Show when={props.one.interest}>
              {(interest) => <span class="ms-2 text-small text-text-quiet">{t(`fields.project.interests.${interest()}`)}</span>}
            </Show>
          </Read>
        </div>
        <Show when={props.mayEdit}>
          <MenuButton
            variant="icon"
            size="small"
            label={t("fields.project.acts", { project: props.name })}
            menuLabel={t("fields.project.acts", { project: props.name })}
            items={items()}
            placement="bottom-end"
            data-acts=""
            class="-me-1.5 touch:my-2"
          >
            <Icon of={Ellipsis} size={14} />
          </MenuButton>
        </Show>
      </div>
      <Show
        when={noting()}
        fallback={
          <Show when={props.one.note}>
            {(note) => (
              <Show
                when={props.mayEdit}
                fallback={
                  <p class="pb-1 text-small text-text-quiet wrap-anywhere">
                    <bdi>{note()}</bdi>
                  </p>
                }
              >
                <button
                  type="button"
                  aria-label={t("fields.edit", { field: t("fields.project.note", { project: props.name }), value: note() })}
                  class={`${INLINE} text-small text-text-quiet`}
                  onClick={() => setNoting(true)}
                >
                  <bdi class="min-w-0 wrap-anywhere">{note()}</bdi>
                </button>
              </Show>
            )}
          </Show>
        }
      >
        <InlineEditor
          label={t("fields.project.note", { project: props.name })}
          value={props.one.note ?? ""}
          multiline
          maxLength={MAX_PROJECT_NOTE}
          class="text-small"
          onSave={(text) => {
            props.onPut({ interest: props.one.interest, note: text === "" ? null : text });
            return true;
          }}
          onEnd={(how) => {
            setNoting(false);
            if (how !== "left") queueMicrotask(() => acts()?.focus({ preventScroll: true }));
          }}
        />
      </Show>
    </div>
  );
}
