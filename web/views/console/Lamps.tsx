import { A } from "@solidjs/router";
import { For, type JSX } from "solid-js";
import { type Health, type Lamp, lampsOf, MOST_COUNTED } from "../../../domain/health.ts";
import { useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";
import { LampSign } from "./LampSign.tsx";

const WHERE: Readonly<Record<Lamp["key"], string>> = {
  queue: "/console/deliveries?state=waiting",
  parked: "/console/parked",
  databases: "/healthz",
  rooms: "/console/work",
  crons: "/console/work",
  jobs: "/console/work",
};

/** The platform's parts, each with its lamp and, in words, what is behind it. */
export function Lamps(props: { readonly health: Health }): JSX.Element {
  const { t, format } = useWords();
  const now = useNow();
  const count = (lamp: Lamp) => (lamp.count >= MOST_COUNTED ? t("count.more", { n: format().number(lamp.count) }) : lamp.count);
  const age = (lamp: Lamp) => format().clock(now() - (lamp.since ?? now()));
  const says = (lamp: Lamp): string => {
    switch (lamp.key) {
      case "queue": {
        const { later } = props.health.queue;
        const due = lamp.count === 0 ? t("console.lamp.queueWell") : t("console.lamp.queueDue", { n: count(lamp), time: age(lamp) });
        return later === 0 ? due : [due, t("console.lamp.queueLater", { n: later })].join(t("footer.separator"));
      }
      case "parked":
        return lamp.count === 0 ? t("console.lamp.parkedWell") : t("console.lamp.parkedSome", { n: count(lamp), time: age(lamp) });
      case "databases":
        return lamp.count === 0
          ? t("console.lamp.databasesWell", { n: props.health.databases.length })
          : t("console.lamp.databasesDown", { n: lamp.count });
      case "rooms":
        return lamp.count === 0 ? t("console.lamp.roomsWell") : t("console.lamp.roomsSome", { n: count(lamp), time: age(lamp) });
      case "crons":
        return lamp.count === 0 ? t("console.lamp.cronsWell") : t("console.lamp.cronsBad", { n: lamp.count });
      case "jobs":
        if (lamp.state === "unwell") return t("console.lamp.jobsFailed", { n: lamp.count });
        return lamp.count === 0 ? t("console.lamp.jobsWell") : t("console.lamp.jobsRunning", { n: lamp.count });
    }
  };
  return (
    <ul aria-label={t("console.lamp.label")} class="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      <For each={lampsOf(props.health)}>
        {(lamp) => (
          <li>
            <A
              href={WHERE[lamp.key]}
              target={lamp.key === "databases" ? "_blank" : undefined}
              rel={lamp.key === "databases" ? "external noopener" : undefined}
              data-lamp={lamp.key}
              data-state={lamp.state}
              class="flex h-full min-h-15 gap-3 rounded-large border border-line bg-raised px-4 py-3 transition-colors hover:border-line-strong hover:bg-hover"
            >
              <LampSign state={lamp.state} />
              <span class="flex min-w-0 flex-col">
                <span class="flex flex-wrap items-baseline gap-x-2">
                  <span class="font-medium">{t(`console.lamp.${lamp.key}`)}</span>
                  <span
                    class="text-small"
                    classList={{
                      "text-text-quiet": lamp.state === "well",
                      "text-waiting-text": lamp.state === "slow",
                      "font-medium text-overdue-text": lamp.state === "unwell",
                    }}
                  >
                    {t(`console.lamp.${lamp.state}`)}
                  </span>
                </span>
                <span class="text-small text-text-quiet">{says(lamp)}</span>
              </span>
            </A>
          </li>
        )}
      </For>
    </ul>
  );
}
