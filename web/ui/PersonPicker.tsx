import Users from "lucide-solid/icons/users";
import { createMemo, createSignal, createUniqueId, For, type JSX, onMount, Show, untrack } from "solid-js";
import type { Giving } from "../../domain/giving.ts";
import { fold } from "../../domain/name.ts";
import { useWords } from "../words/index.ts";
import { Icon } from "./Icon.tsx";
import { createListbox, ListFilter, NothingFound } from "./listbox.tsx";
import { OptionRow } from "./OptionRow.tsx";
import { type Choice, PersonOption } from "./PersonOption.tsx";
import { Popup, untyped } from "./Popup.tsx";

interface Team {
  readonly id: string;
  readonly name: string;
}

export interface PersonPickerProps {
  readonly people: readonly Choice[];
  /** Those it can be given to while nobody has it, and what that means. */
  readonly teams: readonly Team[];
  readonly teamsHint: string;
  /** Who has it now; null is nobody, undefined that nothing is chosen yet. `team`: the one it waits in, where nobody has it. */
  readonly current: { readonly owner: string | null | undefined; readonly team: string | null | undefined };
  /** The words for nobody, which is offered last and always in sight. */
  readonly unassigned: string;
  readonly onPick: (to: Giving) => void;
  readonly label: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** A combobox over a listbox: focus stays in the filter, the arrow keys move through the people, then the teams. Load it lazily. */
export function PersonPicker(props: PersonPickerProps): JSX.Element {
  return (
    <Popup label={props.label} anchor={props.anchor} open={props.open} onOpenChange={props.onOpenChange} first={untyped} class="w-72">
      <List {...props} />
    </Popup>
  );
}

function List(props: PersonPickerProps): JSX.Element {
  const { t } = useWords();
  const heading = createUniqueId();
  const [filter, setFilter] = createSignal("");
  // While it is open nobody changes places, whatever happens to their load: a choice must not slide under the finger.
  const places = new Map(untrack(() => props.people).map((person, index) => [person.id, index]));
  const place = (person: Choice) => places.get(person.id) ?? places.size;
  const wanted = () =>
    fold(filter())
      .split(" ")
      .filter((word) => word !== "");
  const fits = ({ name }: Team | Choice) => wanted().every((word) => fold(name).includes(word));
  const people = createMemo(() => props.people.filter(fits).sort((a, b) => place(a) - place(b)));
  const teams = createMemo(() => props.teams.filter(fits));
  const withNobody = () => wanted().length === 0;
  const most = createMemo(() => Math.max(1, ...props.people.map((person) => person.load)));
  /** As they stand beneath each other. */
  const choices = createMemo((): readonly Giving[] => [
    ...people().map(({ id }) => ({ owner: id })),
    ...teams().map(({ id }) => ({ owner: null, team: id })),
    ...(withNobody() ? [{ owner: null }] : []),
  ]);
  // Where nobody has it and it waits in a team, both are so.
  const isCurrent = ({ owner, team }: Giving) => owner === props.current.owner && (team === undefined || team === props.current.team);
  const pick = (to: Giving | undefined) => {
    if (to === undefined) return;
    props.onOpenChange(false);
    props.onPick(to);
  };
  const list = createListbox({
    count: () => choices().length,
    filter,
    first: untrack(() => Math.max(0, choices().findIndex(isCurrent))),
    page: 6,
    pick: (index) => pick(choices()[index]),
  });
  onMount(() => list.reveal("nearest"));
  const Option = (own: { readonly index: number; readonly to: Giving; readonly children: JSX.Element }) => (
    <OptionRow
      id={`${list.id}-${own.index}`}
      active={list.active() === own.index}
      current={isCurrent(own.to)}
      onPoint={() => list.setActive(own.index)}
      onPick={() => pick(own.to)}
    >
      {own.children}
    </OptionRow>
  );

  return (
    <>
      <ListFilter
        list={list}
        label={t(props.teams.length > 0 ? "assign.findAny" : "assign.find")}
        count={choices().length}
        value={filter()}
        onInput={setFilter}
      />
      {/* Eight rows and a half, and nobody's: the half shows that there are more. */}
      <div
        id={`${list.id}-list`}
        role="listbox"
        aria-label={props.label}
        class="max-h-90 min-h-0 scroll-pb-12 overflow-y-auto p-1 touch:max-h-109"
        classList={{ "pb-0!": withNobody() }}
      >
        <For each={people()}>
          {(person, index) => (
            <Option index={index()} to={{ owner: person.id }}>
              <PersonOption choice={person} nobody="" share={person.load / most()} />
            </Option>
          )}
        </For>
        <Show when={teams().length > 0}>
          <div role="group" aria-labelledby={heading} classList={{ "mt-1 border-t border-line pt-1": people().length > 0 }}>
            <div id={heading} class="px-2 pt-1 pb-1.5 text-small text-text-quiet">
              <p class="font-medium">{t("assign.teams")}</p>
              <p>{props.teamsHint}</p>
            </div>
            <For each={teams()}>
              {(team, index) => (
                <Option index={people().length + index()} to={{ owner: null, team: team.id }}>
                  <span class="flex w-5 justify-center text-text-quiet">
                    <Icon of={Users} />
                  </span>
                  <span class="min-w-0 flex-1 truncate">
                    <bdi>{team.name}</bdi>
                  </span>
                </Option>
              )}
            </For>
          </div>
        </Show>
        <Show when={withNobody()}>
          <div class="sticky bottom-0 -mx-1 mt-1 border-t border-line bg-float p-1">
            <Option index={choices().length - 1} to={{ owner: null }}>
              <PersonOption choice={null} nobody={props.unassigned} share={0} />
            </Option>
          </div>
        </Show>
      </div>
      <NothingFound when={choices().length === 0} words={t("assign.nobody")} />
    </>
  );
}
