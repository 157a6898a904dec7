import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { Health } from "../../../domain/health.ts";
import { type Place, placesOf } from "../../store/console/figures.ts";
import { useWords } from "../../words/index.ts";
import { Card } from "./Part.tsx";

const MOST = 7;

/** At which of the network's places the hour's deliveries came in, each a way to them. */
export function Places(props: { readonly health: Health }): JSX.Element {
  const { t, format } = useWords();
  const places = createMemo(() => placesOf(props.health).slice(0, MOST));
  const share = (place: Place) => (place.deliveries / (places()[0]?.deliveries ?? 1)) * 100;
  const name = (place: Place) => [place.colo, place.country].filter((part) => part !== null).join(" · ") || t("console.places.unknown");
  const href = (place: Place) => {
    const which = place.colo ?? place.country;
    return `/console/deliveries${which === null ? "" : `?place=${which}`}`;
  };
  return (
    <Card title={t("console.places.title")}>
      <p class="px-4 text-small text-text-quiet">{t("console.places.hint")}</p>
      <Show when={places().length > 0} fallback={<p class="px-4 py-6 text-text-quiet">{t("console.places.none")}</p>}>
        <ul class="flex flex-col px-2 py-2">
          <For each={places()}>
            {(place) => (
              <li>
                <A href={href(place)} class="relative flex h-8 items-center gap-2 rounded px-2 hover:bg-hover">
                  <span
                    aria-hidden="true"
                    class="absolute inset-y-1 start-0 rounded-small bg-accent-ground"
                    style={{ width: `${share(place)}%` }}
                  />
                  <span class="relative flex-1 truncate">
                    <bdi>{name(place)}</bdi>
                  </span>
                  <span class="relative tabular-nums">{format().number(place.deliveries)}</span>
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Card>
  );
}
