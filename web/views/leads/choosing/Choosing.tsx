import { createEffect, createSignal, type JSX, onCleanup, Show } from "solid-js";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { type Action, offerActions } from "../../actions.ts";
import { useMarks } from "./marks.ts";
import { usePresses } from "./presses.ts";
import { useChoice } from "./useChoice.ts";

const ChosenBar = lazyPart(async () => (await import("./ChosenBar.tsx")).ChosenBar);

/** The list that leads are chosen in, as its screen has it. */
export interface ChoosingProps {
  readonly list: string;
  readonly ids: readonly string[];
  readonly complete: boolean;
  readonly element: HTMLElement | undefined;
  /** The lead that is open, else the one gone to. */
  readonly at: string | null;
  readonly opened: boolean;
  /** One row on, for a range by arrows; returns where that is. */
  readonly onStep: (step: 1 | -1) => string | undefined;
  readonly onGo: (lead: string) => void;
  /** Acts are on what is chosen, as long as something is. */
  readonly onChoosing: (some: boolean) => void;
}

/** Choosing several leads of a list: by keys, presses and fingers. What shows it comes once something is chosen. */
export function Choosing(props: ChoosingProps): JSX.Element {
  const { t } = useWords();
  const chosen = useChoice({ key: () => props.list, ids: () => props.ids });
  const some = () => chosen.size() > 0;
  // Once shown it stays: what was begun goes on in it though nothing is chosen any more.
  const [used, setUsed] = createSignal(false);
  createEffect(() => {
    props.onChoosing(some());
    if (some()) setUsed(true);
  });
  onCleanup(() => props.onChoosing(false));
  usePresses(
    () => props.element,
    chosen,
    () => props.at,
    (lead) => props.onGo(lead),
  );
  const step = (by: 1 | -1) => {
    const before = props.at;
    const to = props.onStep(by);
    if (to !== undefined) chosen.reach(to, before, "arrow");
  };
  offerActions(() => {
    const { at } = props;
    const act = (name: "choose" | "chooseDown" | "chooseUp" | "chooseAll" | "chooseNone", key: string, run: () => void): Action => ({
      id: `list.${name}`,
      label: t(`palette.keys.${name}`),
      group: "list",
      keys: [key],
      run,
      keysOnly: name === "chooseDown" || name === "chooseUp",
    });
    return [
      ...(at !== null && chosen.may(at) ? [act("choose", "x", () => chosen.toggle(at))] : []),
      act("chooseDown", "shift+down", () => step(1)),
      act("chooseUp", "shift+up", () => step(-1)),
      ...(props.ids.length > 0 ? [act("chooseAll", "mod+a", chosen.all)] : []),
      // The open lead lies in front, and is closed first.
      ...(some() && !props.opened ? [act("chooseNone", "esc", chosen.clear)] : []),
    ];
  });
  return (
    <Show when={used()}>
      <Marks element={props.element} chosen={chosen.ids()} some={some()} may={chosen.may} />
      <ChosenBar chosen={chosen} complete={props.complete} loaded={props.ids.length} element={props.element} />
    </Show>
  );
}

function Marks(props: {
  readonly element: HTMLElement | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly some: boolean;
  readonly may: (item: string) => boolean;
}): JSX.Element {
  const words = useWords();
  useMarks(
    () => (props.some ? props.element : undefined),
    () => props.chosen,
    (item) => props.may(item),
    () => (words.has("chosen") ? words.t("chosen.is") : null),
  );
  return null;
}
