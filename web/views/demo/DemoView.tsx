import { A } from "@solidjs/router";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createEffect, type JSX, onCleanup, onMount, Show } from "solid-js";
import type { Demo } from "../../store/demo.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";
import { Brand } from "../signin/Brand.tsx";
import { LanguageSwitch } from "../signin/LanguageSwitch.tsx";
import { Acts } from "./Acts.tsx";
import { DoorList } from "./DoorList.tsx";
import { RainSwitch } from "./RainSwitch.tsx";
import { Section } from "./Section.tsx";
import { Times } from "./Times.tsx";

/** What makes a stranger believe it in two minutes: several people's screens, something that happens, and how fast it was there. */
export function DemoView(): JSX.Element {
  const app = useApp();
  return (
    <WithWords part="demo">
      <Show when={app.demo}>{(demo) => <Page demo={demo()} />}</Show>
    </WithWords>
  );
}

function Page(props: { readonly demo: Demo }): JSX.Element {
  const { t } = useWords();
  createEffect(() => (document.title = t("app.title", { page: t("demo.title") })));
  onCleanup(() => (document.title = t("app.name")));
  onMount(() => void props.demo.loadDoors());
  onMount(() => onCleanup(props.demo.follow()));
  return (
    <div class="mx-auto w-full max-w-280 px-4 pt-6 pb-12 md:px-8 md:pt-10">
      <header class="flex flex-wrap items-start gap-x-3 gap-y-2">
        <Brand />
        <div class="min-w-0 flex-1">
          <h1 class="text-head font-semibold">{t("demo.title")}</h1>
          <p class="text-text-quiet">{t("demo.lead")}</p>
        </div>
        <LanguageSwitch end />
      </header>
      <main class="mt-6 grid gap-x-8 gap-y-8 md:mt-8 lg:grid-cols-2">
        <Section title={t("demo.doors")} hint={t("demo.doorsHint")}>
          <DoorList demo={props.demo} />
        </Section>
        <Section title={t("demo.acts")} hint={t("demo.actsHint")}>
          <div class="divide-y divide-line rounded-large border border-line bg-raised">
            <Acts demo={props.demo} />
            <RainSwitch demo={props.demo} />
            <A href="/demo/mail" class="flex min-h-14 items-center gap-4 rounded-b-large px-4 py-2.5 transition-colors hover:bg-hover">
              <span class="min-w-0 flex-1">{t("outbox.open")}</span>
              <Icon of={ChevronRight} size={14} class="text-text-quiet rtl:-scale-x-100" />
            </A>
          </div>
        </Section>
        <Show when={props.demo.doors().kind !== "failed"}>
          <Section title={t("demo.measure")} hint={t("demo.measureHint")} class="lg:col-span-2">
            <Times demo={props.demo} />
          </Section>
        </Show>
        <Section title={t("demo.about")} class="lg:col-span-2">
          <div class="grid max-w-280 gap-x-8 gap-y-3 text-text-quiet md:grid-cols-3">
            <p>{t("demo.aboutLeads")}</p>
            <p>{t("demo.aboutMade")}</p>
            <p>{t("demo.aboutDoors")}</p>
          </div>
          <p class="border-t border-line pt-4 font-medium">{t("demo.only")}</p>
        </Section>
      </main>
    </div>
  );
}
