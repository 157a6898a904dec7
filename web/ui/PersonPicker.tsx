import { createMemo, createSignal, For, type JSX, onMount, untrack } from "solid-js";
import { fold } from "../../domain/name.ts";
import { useWords } from "../words/index.ts";
import { createListbox, ListFilter, NothingFound } from "./listbox.tsx";
import { type Choice, PersonOption } from "./PersonOption.tsx";
import { Popup, untyped } from "./Popup.tsx";

export interface PersonPickerProps {
  readonly people: readonly Choice[];
  /** Who has it now; null is nobody, undefined that nothing is chosen yet. */
  readonly current: string | null | undefined;
  /** The words for nobody, which is then offered last and always in sight. */
  readonly unassigned?: string;
  readonly onPick: (id: string | null) => void;
  readonly label: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: HTMLElement;
}

/** A combobox over a listbox: focus stays in the filter, the arrow keys move through the people. Load it lazily. */
export function PersonPicker(props: PersonPickerProps): JSX.Element {
  return (
    <Popup label={props.label} anchor={props.anchor} open={props.open} onOpenChange={props.onOpenChange} first={untyped} class="w-72">
      <List {...props} />
    </Popup>
  );
}

function List(props: PersonPickerProps): JSX.Element {
  const { t } = useWords();
  const [filter, setFilter] = createSignal("");
  // While it is open nobody changes places, whatever happens to their load: a choice must not slide under the finger.
  const places = new Map(untrack(() => props.people).map((person, index) => [person.id, index]));
  const place = (person: Choice) => places.get(person.id) ?? places.size;
  const shown = createMemo((): readonly (Choice | null)[] => {
    const wanted = fold(filter())
      .split(" ")
      .filter((word) => word !== "");
    const people = props.people
      .filter((person) => wanted.every((word) => fold(person.name).includes(word)))
      .sort((a, b) => place(a) - place(b));
    return props.unassigned !== undefined && wanted.length === 0 ? [...people, null] : people;
  });
  const most = createMemo(() => Math.max(1, ...props.people.map((person) => person.load)));
  const currentPlace = () => shown().findIndex((choice) => (choice?.id ?? null) === props.current);
  const pick = (choice: Choice | null | undefined) => {
    if (choice === undefined) return;
    props.onOpenChange(false);
    props.onPick(choice?.id ?? null);
  };
  const list = createListbox({
    count: () => shown().length,
    filter,
    first: untrack(() => Math.max(0, currentPlace())),
    page: 6,
    pick: (index) => pick(shown()[index]),
  });
  onMount(() => list.reveal("nearest"));

  return (
    <>
      <ListFilter list={list} label={t("assign.find")} count={shown().length} value={filter()} onInput={setFilter} />
      {/* Eight rows and a half, and nobody's: the half shows that there are more. */}
      <div
        id={`${list.id}-list`}
        role="listbox"
        aria-label={props.label}
        class="max-h-90 min-h-0 scroll-pb-12 overflow-y-auto p-1 touch:max-h-109"
        classList={{ "pb-0!": shown().includes(null) }}
      >
        <For each={shown()}>
          {(choice, index) => (
            <div classList={{ "sticky bottom-0 -mx-1 mt-1 border-t border-line bg-float p-1": choice === null }}>
              <PersonOption
                id={`${list.id}-${index()}`}
                choice={choice}
                nobody={props.unassigned ?? ""}
                share={(choice?.load ?? 0) / most()}
                active={list.active() === index()}
                current={(choice?.id ?? null) === props.current}
                onPoint={() => list.setActive(index())}
                onPick={() => pick(choice)}
              />
            </div>
          )}
        </For>
      </div>
      <NothingFound when={shown().length === 0} words={t("assign.nobody")} />
    </>
  );
}
