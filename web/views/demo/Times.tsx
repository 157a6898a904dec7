import { For, Index, type JSX, Show } from "solid-js";
import { type Demo, type DoorTime, summarise } from "../../store/demo.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import { useWords } from "../../words/index.ts";
import { Strip } from "./Strip.tsx";

const FIGURE = "w-16 py-2 ps-2 text-end align-middle sm:w-24 md:w-32";

/** One row a door, by the same scale, so that they can be compared by eye. */
export function Times(props: { readonly demo: Demo }): JSX.Element {
  const { t } = useWords();
  const doors = () => {
    const state = props.demo.doors();
    // Whoever runs the platform has no list that a lead could appear in.
    return state.kind === "ready" ? state.doors.filter((door) => door.workspace !== null) : [];
  };
  const timesOf = (key: string) => props.demo.times().find((one) => one.door === key)?.times ?? [];
  const slowest = () => Math.max(0, ...props.demo.times().flatMap((one) => one.times.map(({ ms }) => ms)));
  return (
    <div class="rounded-large border border-line bg-raised px-4 py-1" classList={{ "min-h-66": props.demo.doors().kind === "loading" }}>
      <table class="w-full tabular-nums">
        <thead class="text-small text-text-quiet">
          <tr>
            <th scope="col" class="py-2 text-start font-medium">
              <span class="flex gap-4">
                <span class="sm:w-44">{t("demo.figure.door")}</span>
                <span class="hidden sm:inline">{t("demo.figure.recent")}</span>
              </span>
            </th>
            <th scope="col" class={`${FIGURE} font-medium`}>
              {t("demo.figure.last")}
            </th>
            <th scope="col" class={`${FIGURE} font-medium`}>
              {t("demo.figure.median")}
            </th>
            <th scope="col" class={`${FIGURE} font-medium`}>
              {t("demo.figure.slowest")}
            </th>
          </tr>
        </thead>
        <tbody class="divide-y divide-line border-t border-line">
          <Index each={doors()}>
            {(door) => <Row person={door().person} name={door().name} times={timesOf(door().key)} slowest={slowest()} />}
          </Index>
        </tbody>
      </table>
      <p role="status" class="text-small text-text-quiet" classList={{ "border-t border-line py-2": props.demo.stale() }}>
        {props.demo.stale() ? t("demo.stale") : ""}
      </p>
    </div>
  );
}

function Row(props: {
  readonly person: string;
  readonly name: string;
  readonly times: readonly DoorTime[];
  readonly slowest: number;
}): JSX.Element {
  const { t, format } = useWords();
  const ms = (value: number) => format().duration(value);
  return (
    <tr class="h-11">
      <th scope="row" class="py-2 text-start font-regular">
        <span class="flex flex-col gap-x-4 gap-y-1.5 sm:flex-row sm:items-center">
          <span class="flex min-w-0 items-center gap-2 sm:w-44">
            <Avatar id={props.person} name={props.name} size={20} />
            <span class="truncate">
              <bdi>{props.name}</bdi>
            </span>
          </span>
          <Strip times={props.times.map((time) => time.ms)} slowest={props.slowest} />
          <Show when={props.times.length > 0}>
            <VisuallyHidden>{`${t("demo.figure.recent")}: ${format().list(props.times.map((time) => ms(time.ms)))}`}</VisuallyHidden>
          </Show>
        </span>
      </th>
      <Show
        when={summarise(props.times)}
        fallback={
          <For each={[1, 2, 3]}>
            {(place) => (
              <td class={`${FIGURE} text-text-quiet`}>
                <span aria-hidden="true">–</span>
                <Show when={place === 1}>
                  <VisuallyHidden>{t("demo.noTimes")}</VisuallyHidden>
                </Show>
              </td>
            )}
          </For>
        }
      >
        {(summary) => (
          <>
            <td class={`${FIGURE} font-medium`}>{ms(summary().last)}</td>
            <td class={FIGURE}>{ms(summary().median)}</td>
            <td class={`${FIGURE} text-text-quiet`}>{ms(summary().slowest)}</td>
          </>
        )}
      </Show>
    </tr>
  );
}
