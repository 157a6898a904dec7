import { createEffect, createSignal, type JSX, Match, on, Switch } from "solid-js";
import { MAX_TAGS } from "../../../../domain/edit.ts";
import { type LeadRow, PRIORITIES } from "../../../../domain/lead.ts";
import { fold } from "../../../../domain/name.ts";
import type { FieldValue } from "../../../../domain/setup.ts";
import { CheckPicker } from "../../../ui/CheckPicker.tsx";
import { DayPicker } from "../../../ui/DayPicker.tsx";
import { Menu, type MenuItem } from "../../../ui/Menu.tsx";
import { PriorityGlyph } from "../../../ui/PriorityGlyph.tsx";
import { useWords } from "../../../words/index.ts";
import { useNow, useWorkspace } from "../../context.tsx";
import { withNone } from "../../lead/fields/chosen.tsx";
import { LANGUAGES_OFFERED, languageWords } from "../../lead/fields/languages.ts";
import { MAX_TAG } from "../../lead/fields/limits.ts";
import { knownTags } from "../../lead/fields/tags.ts";
import { todayIn } from "../../lead/fields/today.ts";
import { nameOf } from "../../stages.ts";
import type { Change } from "./change.ts";
import { type CellEditor, ownOf } from "./editors.ts";

/** What stands over a cell whose value is chosen: a menu, a list to tick in, a month. */
export function ChosenOver(props: {
  readonly kind: CellEditor;
  readonly label: string;
  readonly change: Change;
  readonly row: LeadRow;
  readonly column: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}): JSX.Element {
  const { t, locale } = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const value = () => props.change.value();
  const held = (): readonly string[] => {
    const at = value();
    return at === null ? [] : Array.isArray(at) ? at : [String(at)];
  };
  const options = () => {
    if (props.column === "language") {
      const now = String(value() ?? "en");
      const all = LANGUAGES_OFFERED.includes(now) ? LANGUAGES_OFFERED : [now, ...LANGUAGES_OFFERED];
      return all.map((code) => ({ value: code, label: languageWords(locale(), code) }));
    }
    return props.column === "lostReason" ? reasons() : ownOptions();
  };
  const reasons = () =>
    workspace.directory
      .setup()
      .lostReasons.filter(({ id, retired }) => retired === undefined || held().includes(id))
      .map((one) => ({ value: one.id, label: nameOf(t, "lostReason", one, one.id) }));
  const ownOptions = () =>
    (ownOf(props.column, workspace.directory.setup())?.options ?? [])
      .filter(({ id, retired }) => retired === undefined || held().includes(id))
      .map(({ id, name }) => ({ value: id, label: name }));
  const choose = (next: FieldValue | null) => {
    if (next !== value()) props.change.save(next);
  };
  const items = (): MenuItem[] => {
    const none =
      value() === null
        ? null
        : { label: t(props.column === "lostReason" ? "closing.noReason" : "fields.none"), onSelect: () => choose(null) };
    if (props.kind === "priority")
      return withNone(
        PRIORITIES.map((one) => ({
          label: t(`fields.priorities.${one}`),
          icon: () => <PriorityGlyph of={one} />,
          checked: one === value(),
          onSelect: () => choose(one),
        })),
        none,
      );
    return withNone(
      options().map((one) => ({ label: one.label, checked: one.value === value(), onSelect: () => choose(one.value) })),
      none,
    );
  };

  /** As ticked so far; saved as a whole when it closes. */
  const [ticked, setTicked] = createSignal<readonly string[]>([]);
  const [made, setMade] = createSignal<readonly string[]>([]);
  let began: readonly string[] = [];
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (props.kind !== "tags" && props.kind !== "choices") return;
        if (open) {
          began = held();
          setTicked(began);
          setMade(props.kind === "tags" ? knownTags(workspace.leads, began) : []);
          return;
        }
        const next = [...ticked()];
        if (next.length !== began.length || next.some((one) => !began.includes(one))) props.change.save(next.length === 0 ? null : next);
      },
    ),
  );
  const toggle = (one: string) => {
    const same = ticked().find((tag) => (props.kind === "tags" ? fold(tag) === fold(one) : tag === one));
    if (same !== undefined) setTicked(ticked().filter((tag) => tag !== same));
    else if (props.kind !== "tags" || ticked().length < MAX_TAGS) setTicked([...ticked(), one]);
    if (props.kind === "tags" && !made().includes(one)) setMade([one, ...made()]);
  };
  return (
    <Switch>
      <Match when={props.kind === "priority" || props.kind === "choice"}>
        <Menu label={props.label} items={items()} open={props.open} onOpenChange={props.onOpenChange} anchor={props.anchor} byKeys />
      </Match>
      <Match when={props.kind === "tags" || props.kind === "choices"}>
        <CheckPicker
          label={props.label}
          find={t(props.kind === "tags" ? "fields.tag.find" : "fields.option.find")}
          nothing={t(props.kind === "tags" ? "fields.tag.none" : "fields.option.none")}
          options={props.kind === "tags" ? made().map((tag) => ({ value: tag, label: tag })) : options()}
          chosen={ticked()}
          make={props.kind === "tags" ? (tag) => t("fields.tag.make", { tag }) : undefined}
          maxLength={props.kind === "tags" ? MAX_TAG : undefined}
          onToggle={toggle}
          open={props.open}
          onOpenChange={(open) => props.onOpenChange(open)}
          anchor={props.anchor}
        />
      </Match>
      <Match when={props.kind === "date"}>
        <DayPicker
          label={props.label}
          value={typeof value() === "string" ? String(value()) : null}
          today={todayIn(workspace, now())}
          onPick={(day) => props.change.save(day)}
          open={props.open}
          onOpenChange={(open) => props.onOpenChange(open)}
          anchor={props.anchor}
        />
      </Match>
    </Switch>
  );
}
