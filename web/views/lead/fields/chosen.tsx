import { type JSX, Show } from "solid-js";
import { PRIORITIES, type Priority } from "../../../../domain/lead.ts";
import { InlineMenu } from "../../../ui/InlineMenu.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { PriorityGlyph } from "../../../ui/PriorityGlyph.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { nameOf } from "../../stages.ts";
import { FieldRow, Read } from "./FieldRow.tsx";
import { useFieldName } from "./field-name.ts";
import { LANGUAGES_OFFERED, languageWords } from "./languages.ts";
import type { LeadFields } from "./lead-fields.ts";

type Props = { readonly of: LeadFields };

export function LanguageField(props: Props): JSX.Element {
  const words = useWords();
  const { t } = words;
  const nameFor = useFieldName();
  const value = () => props.of.row().language ?? null;
  const shown = () => (value() === null ? "" : languageWords(words.locale(), value() ?? ""));
  const choose = (language: string | null) => {
    if (language !== value()) void props.of.edits.save("language", t("fields.language"), { language }, { language });
  };
  const items = (): MenuItem[] => {
    const offered = LANGUAGES_OFFERED.includes(value() ?? "en") ? LANGUAGES_OFFERED : [value() ?? "en", ...LANGUAGES_OFFERED];
    return withNone(
      offered.map((code) => ({
        label: languageWords(words.locale(), code),
        checked: code === value(),
        onSelect: () => choose(code),
      })),
      value() === null ? null : { label: t("fields.none"), onSelect: () => choose(null) },
    );
  };
  return (
    <FieldRow field="language" label={t("fields.language")}>
      <Show when={props.of.mayEdit()} fallback={<Read>{shown()}</Read>}>
        <InlineMenu
          name={nameFor(t("fields.language"), shown(), t("fields.add.language"))}
          menuLabel={t("fields.language")}
          empty={t("fields.add.language")}
          chosen={value() !== null}
          error={props.of.edits.error("language")}
          items={items()}
        >
          {shown()}
        </InlineMenu>
      </Show>
    </FieldRow>
  );
}

export function PriorityField(props: Props): JSX.Element {
  const { t } = useWords();
  const nameFor = useFieldName();
  const value = () => props.of.row().priority ?? null;
  const shown = () => (value() === null ? "" : t(`fields.priorities.${value() ?? "low"}`));
  const choose = (priority: Priority | null) => {
    if (priority !== value()) void props.of.edits.save("priority", t("fields.priority"), { priority }, { priority });
  };
  const items = () =>
    withNone(
      PRIORITIES.map((one) => ({
        label: t(`fields.priorities.${one}`),
        icon: () => <PriorityGlyph of={one} />,
        checked: one === value(),
        onSelect: () => choose(one),
      })),
      value() === null ? null : { label: t("fields.none"), onSelect: () => choose(null) },
    );
  const Shown = () => (
    <span class="flex items-center gap-2">
      <Show when={value()}>{(one) => <PriorityGlyph of={one()} />}</Show>
      {shown()}
    </span>
  );
  return (
    <Show when={props.of.mayEdit() || value() !== null}>
      <FieldRow field="priority" label={t("fields.priority")}>
        <Show
          when={props.of.mayEdit()}
          fallback={
            <Read>
              <Shown />
            </Read>
          }
        >
          <InlineMenu
            name={nameFor(t("fields.priority"), shown(), t("fields.add.priority"))}
            menuLabel={t("fields.priority")}
            empty={t("fields.add.priority")}
            chosen={value() !== null}
            error={props.of.edits.error("priority")}
            items={items()}
          >
            <Shown />
          </InlineMenu>
        </Show>
      </FieldRow>
    </Show>
  );
}

export function LostReasonField(props: Props): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const nameFor = useFieldName();
  const value = () => props.of.row().lostReason ?? null;
  const reasons = () => workspace.directory.setup().lostReasons;
  const words = (id: string) =>
    nameOf(
      t,
      "lostReason",
      reasons().find((one) => one.id === id),
      id,
    );
  const shown = () => (value() === null ? "" : words(value() ?? ""));
  const choose = (lostReason: string | null) => {
    if (lostReason !== value()) void props.of.edits.save("lostReason", t("fields.lostReason"), { lostReason }, { lostReason });
  };
  const items = () =>
    withNone(
      reasons()
        .filter((one) => one.retired === undefined || one.id === value())
        .map((one) => ({ label: words(one.id), checked: one.id === value(), onSelect: () => choose(one.id) })),
      value() === null ? null : { label: t("closing.noReason"), onSelect: () => choose(null) },
    );
  return (
    <Show when={props.of.mayEdit() || value() !== null}>
      <FieldRow field="lostReason" label={t("fields.lostReason")}>
        <Show
          when={props.of.mayEdit()}
          fallback={
            <Read>
              <bdi>{shown()}</bdi>
            </Read>
          }
        >
          <InlineMenu
            name={nameFor(t("fields.lostReason"), shown(), t("fields.add.lostReason"))}
            menuLabel={t("lostReason.label")}
            empty={t("fields.add.lostReason")}
            chosen={value() !== null}
            error={props.of.edits.error("lostReason")}
            items={items()}
          >
            <bdi>{shown()}</bdi>
          </InlineMenu>
        </Show>
      </FieldRow>
    </Show>
  );
}

/** The way to nothing stands apart from what there is to choose. */
export function withNone(items: readonly MenuItem[], none: MenuItem | null): MenuItem[] {
  return none === null ? [...items] : [...items, { separator: true }, none];
}
