import { createComputed, createMemo, createSignal, type JSX, Match, on, Switch, untrack } from "solid-js";
import { MAX_TAGS } from "../../../../domain/edit.ts";
import { type LeadRow, PRIORITIES } from "../../../../domain/lead.ts";
import { fold } from "../../../../domain/name.ts";
import { CheckPicker } from "../../../ui/CheckPicker.tsx";
import { Menu } from "../../../ui/Menu.tsx";
import { PersonPicker } from "../../../ui/PersonPicker.tsx";
import { PriorityGlyph } from "../../../ui/PriorityGlyph.tsx";
import { StageGlyph } from "../../../ui/StageGlyph.tsx";
import { useWords } from "../../../words/index.ts";
import { usePeopleToGive, useTeamsToGive } from "../../acts/give.ts";
import { useReasons } from "../../acts/reasons.ts";
import { useWorkspace } from "../../context.tsx";
import { MAX_TAG } from "../../lead/fields/limits.ts";
import { knownTags } from "../../lead/fields/tags.ts";
import { useStages } from "../../stages.ts";
import type { ChosenActs } from "./useActs.ts";

export type OverKind = "assign" | "stage" | "tags" | "priority";

type Props = {
  readonly kind: OverKind;
  readonly ids: readonly string[];
  readonly acts: ChosenActs;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
};

/** What is chosen for all of them: the pickers of one lead, that show what all of them have. */
export function ChosenOver(props: Props): JSX.Element {
  return (
    <Switch>
      <Match when={props.kind === "assign"}>
        <Owner {...props} />
      </Match>
      <Match when={props.kind === "stage"}>
        <Stage {...props} />
      </Match>
      <Match when={props.kind === "priority"}>
        <Priority {...props} />
      </Match>
      <Match when={props.kind === "tags"}>
        <Tags {...props} />
      </Match>
    </Switch>
  );
}

/** What all of them have alike; undefined where they differ. Asked for while it is open only. */
function useAlike<T>(props: Props, of: (row: LeadRow) => T): () => T | undefined {
  const { leads } = useWorkspace();
  return createMemo(() => {
    if (!props.open) return undefined;
    const [first, ...others] = props.ids.flatMap((id) => leads.row(id) ?? []).map(of);
    return others.every((one) => one === first) ? first : undefined;
  });
}

function Owner(props: Props): JSX.Element {
  const { t } = useWords();
  const people = createMemo(usePeopleToGive());
  const { teams, hint } = useTeamsToGive();
  const owner = useAlike(props, (row) => row.owner);
  const team = useAlike(props, (row) => row.team);
  return (
    <PersonPicker
      label={t("chosen.act.assign", { n: props.ids.length })}
      people={people()}
      teams={teams()}
      teamsHint={hint()}
      current={{ owner: owner(), team: team() }}
      unassigned={t("assign.unassign")}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      anchor={props.anchor}
      onPick={(to) => void props.acts.assign(props.ids, to)}
    />
  );
}

/** One that loses them asks why once, for all; what each is worth stays as it is. */
function Stage(props: Props): JSX.Element {
  const { t } = useWords();
  const stages = useStages();
  const reasons = useReasons();
  const stage = useAlike(props, (row) => row.stage);
  const [losing, setLosing] = createSignal<string>();
  const [asking, setAsking] = createSignal(false);
  const [stand, setStand] = createSignal(untrack(() => props.anchor));
  createComputed(() => {
    if (!props.open) return;
    setStand(props.anchor);
    setAsking(false);
  });
  const lose = (why: string | null) => {
    const to = losing();
    if (to !== undefined) void props.acts.stage(props.ids, to, why);
  };
  return (
    <>
      <Menu
        label={t("chosen.act.stage", { n: props.ids.length })}
        anchor={props.anchor}
        open={props.open}
        byKeys
        placement="top-start"
        onOpenChange={(open) => props.onOpenChange(open)}
        items={stages.list().map(({ id, kind }) => ({
          label: stages.name(id),
          icon: () => <StageGlyph look={stages.look(id)} />,
          checked: stage() === id,
          ...(kind === "lost"
            ? {
                moves: true,
                onSelect: () => {
                  setLosing(id);
                  setAsking(true);
                },
              }
            : { onSelect: () => void props.acts.stage(props.ids, id) }),
        }))}
      />
      <Menu
        label={t("closing.why")}
        anchor={asking() ? stand() : props.anchor}
        open={asking()}
        byKeys
        placement="top-start"
        onOpenChange={setAsking}
        items={reasons(lose)}
      />
    </>
  );
}

function Priority(props: Props): JSX.Element {
  const { t } = useWords();
  const priority = useAlike(props, (row) => row.priority ?? null);
  return (
    <Menu
      label={t("chosen.act.priority", { n: props.ids.length })}
      anchor={props.anchor}
      open={props.open}
      byKeys
      placement="top-start"
      onOpenChange={(open) => props.onOpenChange(open)}
      items={[
        ...PRIORITIES.map((one) => ({
          label: t(`fields.priorities.${one}`),
          icon: () => <PriorityGlyph of={one} />,
          checked: priority() === one,
          onSelect: () => void props.acts.priority(props.ids, one),
        })),
        { separator: true },
        { label: t("fields.none"), onSelect: () => void props.acts.priority(props.ids, null) },
      ]}
    />
  );
}

type Wish = "add" | "remove";

/** Ticked is what all of them have; what only some have says so, and is left as it is unless it is pressed. Done as a whole when it closes. */
function Tags(props: Props): JSX.Element {
  const { t } = useWords();
  const { leads } = useWorkspace();
  const [wishes, setWishes] = createSignal<ReadonlyMap<string, Wish>>(new Map());
  const [offered, setOffered] = createSignal<readonly string[]>([]);
  let [all, counts] = [0, new Map<string, number>()];
  createComputed(
    on(
      () => props.open,
      (open) => {
        if (!open) return send();
        const rows = props.ids.flatMap((id) => leads.row(id) ?? []);
        const names = new Map<string, string>();
        [all, counts] = [rows.length, new Map()];
        for (const { tags } of rows)
          for (const tag of tags ?? []) {
            names.set(fold(tag), names.get(fold(tag)) ?? tag);
            counts.set(fold(tag), (counts.get(fold(tag)) ?? 0) + 1);
          }
        setWishes(new Map());
        setOffered(knownTags(leads, [...names.values()]));
      },
    ),
  );
  function send(): void {
    const now = untrack(wishes);
    if (now.size === 0) return;
    const of = (wish: Wish) => [...now].filter(([, one]) => one === wish).map(([tag]) => tag);
    setWishes(new Map());
    void props.acts.tags(props.ids, { add: of("add"), remove: of("remove") });
  }
  const had = (tag: string) => counts.get(fold(tag)) ?? 0;
  const ticked = (tag: string) => (wishes().get(tag) ?? (had(tag) === all ? "add" : "remove")) === "add";
  const toggle = (typed: string) => {
    const tag = offered().find((one) => fold(one) === fold(typed)) ?? typed;
    if (!offered().includes(tag)) setOffered([tag, ...offered()]);
    const next = new Map(wishes());
    const [wish, count] = [next.get(tag), had(tag)];
    const wanted: Wish | undefined =
      count === all
        ? wish === undefined
          ? "remove"
          : undefined
        : wish === undefined
          ? "add"
          : wish === "add" && count > 0
            ? "remove"
            : undefined;
    if (wanted === undefined) next.delete(tag);
    else if (wanted === "remove" || [...next.values()].filter((one) => one === "add").length < MAX_TAGS) next.set(tag, wanted);
    setWishes(next);
  };
  const label = (tag: string) => {
    const count = had(tag);
    return wishes().has(tag) || count === 0 || count === all ? tag : t("chosen.some", { tag, n: count, all: String(all) });
  };
  return (
    <CheckPicker
      label={t("chosen.act.tags", { n: props.ids.length })}
      find={t("fields.tag.find")}
      nothing={t("fields.tag.none")}
      options={offered().map((tag) => ({ value: tag, label: label(tag) }))}
      chosen={offered().filter(ticked)}
      make={(tag) => t("fields.tag.make", { tag })}
      maxLength={MAX_TAG}
      onToggle={toggle}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      anchor={props.anchor}
    />
  );
}
