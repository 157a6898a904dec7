import Laptop from "lucide-solid/icons/laptop";
import Smartphone from "lucide-solid/icons/smartphone";
import { createMemo, type JSX, Show } from "solid-js";
import type { SessionRow } from "../../store/account.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";
import { browserWords } from "./browser-words.ts";
import { Line } from "./Section.tsx";

/** One place where somebody is signed in: which browser, from where, when it was last there. */
export function SessionLine(props: { readonly row: SessionRow; readonly busy: boolean; readonly onEnd: () => void }): JSX.Element {
  const { t, locale } = useWords();
  const now = useNow();
  const browser = () => browserWords(t, props.row.browser);
  const regions = createMemo(() => new Intl.DisplayNames([locale()], { type: "region" }));
  const place = () => {
    const { city, country } = props.row;
    const land = country !== null && /^[A-Z]{2}$/.test(country) ? regions().of(country) : (country ?? undefined);
    return city !== null && land !== undefined ? t("account.place", { city, country: land }) : (city ?? land);
  };
  const phone = () => /iPhone|Android|Mobile/.test(props.row.browser ?? "");
  return (
    <li class="py-3 first:pt-0 last:pb-0">
      <Line
        end={
          <Show when={!props.row.current}>
            <Button busy={props.busy} class="touch:h-11" label={t("account.endOne", { browser: browser() })} onClick={() => props.onEnd()}>
              {t("account.end")}
            </Button>
          </Show>
        }
      >
        <div class="flex items-start gap-2.5">
          <Icon of={phone() ? Smartphone : Laptop} class="mt-0.5 text-text-quiet" />
          <div class="min-w-0">
            <p class="flex flex-wrap items-center gap-x-2">
              <bdi class="font-medium">{browser()}</bdi>
              <Show when={props.row.current}>
                <span class="rounded-full bg-accent-ground px-2 text-small text-accent-text">{t("account.thisOne")}</span>
              </Show>
            </p>
            <p class="flex flex-wrap gap-x-2 text-small text-text-quiet">
              <Show when={place()}>
                <span>{place()}</span>
              </Show>
              <Show when={props.row.ip}>
                <span dir="ltr" class="tabular-nums">
                  {props.row.ip}
                </span>
              </Show>
              <Show when={!props.row.current}>
                <span>
                  {t("account.seen")} <When at={props.row.seenAt} now={now} />
                </span>
              </Show>
            </p>
          </div>
        </div>
      </Line>
    </li>
  );
}
