import { A, useLocation } from "@solidjs/router";
import Check from "lucide-solid/icons/check";
import X from "lucide-solid/icons/x";
import { createSignal, createUniqueId, type JSX, Match, Show, Switch } from "solid-js";
import { openStart, type Start } from "../../store/floor/start.ts";
import { goToMeta } from "../../store/settings/pages.ts";
import { focusBack, whereFocusIs } from "../../ui/anchor.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { may } from "../rights.ts";
import { WithWords } from "../WithWords.tsx";
import type { Made } from "./made.ts";
import { RemoveSamples } from "./RemoveSamples.tsx";
import { loadAct, useSamples } from "./useSamples.ts";
import { putAway } from "./young.ts";

/** What a new workspace still lacks, for whoever runs it; each step ticks itself. */
export function FirstSteps(): JSX.Element {
  return (
    <WithWords part="start">
      <Steps />
    </WithWords>
  );
}

function Steps(): JSX.Element {
  const app = useApp();
  const workspace = useWorkspace();
  const { t } = useWords();
  const location = useLocation<Partial<Made>>();
  const title = createUniqueId();
  const start = openStart({ call: app.call, clock: app.clock, workspace });
  const samples = useSamples(start);
  const name = () => workspace.directory.workspace()?.name ?? "";
  const [leaving, setLeaving] = createSignal(false);
  const toMeta = async () => {
    setLeaving(true);
    const failure = await goToMeta({ call: app.call, slug: workspace.slug, browser: app.browser });
    // Where it worked, the page is on its way elsewhere: the button stays pressed until then.
    if (failure === null) return;
    setLeaving(false);
    app.toasts.show({ id: "first-steps", tone: "overdue", text: t("start.page.failed", { reason: failureWords(t, failure.code) }) });
  };
  const ready = () => (start.steps().page || start.steps().leads) && start.steps().people;
  offerActions(() => {
    const state = start.state();
    if (state === undefined) return [];
    const label = t("palette.here.of", { name: t("start.title", { workspace: name() }), act: t("start.putAway") });
    return [
      ...(state.samples === 0 && !start.steps().leads ? [loadAct(t, () => void samples.add())] : []),
      { id: "start.away", label, icon: Check, group: "here", whenAsked: true, run: () => void away() },
    ];
  });
  /** Whoever has just made the workspace goes on here: what had the focus went with the form. */
  const arrive = (heading: HTMLElement) => location.state?.made === true && queueMicrotask(() => focusBack(heading));
  const away = async () => {
    const { slug } = workspace;
    const from = whereFocusIs();
    putAway(slug, true);
    focusBack(from);
    const failure = await start.putAway();
    if (failure === null) return app.toasts.show({ id: "first-steps", text: t("start.putAwayDone") });
    putAway(slug, false);
    app.toasts.show({ id: "first-steps", tone: "overdue", text: t("start.notPutAway", { reason: failureWords(t, failure.code) }) });
  };
  return (
    <Show when={start.state()}>
      {(state) => (
        <section aria-labelledby={title} data-first-steps="" class="shrink-0 border-b border-line px-4 py-3 md:px-6">
          <header class="flex items-center gap-2">
            <h2 ref={arrive} id={title} tabindex="-1" class="rounded-small min-w-0 flex-1 font-semibold">
              <bdi>{t(ready() ? "start.ready" : "start.title", { workspace: name() })}</bdi>
            </h2>
            <Show
              when={ready()}
              fallback={
                <Button variant="icon" size="small" label={t("start.putAway")} class="touch:size-11!" onClick={() => void away()}>
                  <Icon of={X} size={14} />
                </Button>
              }
            >
              <Button size="small" variant="primary" class="touch:h-11!" onClick={() => void away()}>
                {t("start.done")}
              </Button>
            </Show>
          </header>
          <Show when={ready()}>
            <p class="text-small text-text-quiet">{t("start.readyHint")}</p>
          </Show>
          <ol class="mt-1 flex flex-col">
            <Step
              done={start.steps().page}
              title={t("start.page.title")}
              hint={t("start.page.hint")}
              after={t("start.page.done", { n: state().pages })}
            >
              <Show when={!start.steps().page && may(workspace, "meta.connect")}>
                <Button size="small" variant="primary" class="touch:h-11!" busy={leaving()} onClick={() => void toMeta()}>
                  {t("start.page.act")}
                </Button>
              </Show>
            </Step>
            <Step
              done={start.steps().leads}
              title={t("start.leads.title")}
              hint={t("start.leads.hint")}
              after={state().samples > 0 ? t("start.leads.samples", { n: state().samples }) : t("start.leads.done")}
            >
              <Switch>
                <Match when={state().samples > 0}>
                  <RemoveSamples start={start} quiet />
                </Match>
                <Match when={!start.steps().leads}>
                  <Load start={start} onPress={() => void samples.add()} />
                </Match>
              </Switch>
            </Step>
            <Step
              done={start.steps().people}
              title={t("start.people.title")}
              hint={t("start.people.hint")}
              after={
                state().invited > 0 ? t("start.people.invited", { n: state().invited }) : t("start.people.done", { n: state().people })
              }
            >
              <Show when={may(workspace, "people.manage")}>
                <A
                  href={`/w/${workspace.slug}/settings/people`}
                  class="touch-target relative inline-flex h-7 items-center rounded border border-line bg-float px-2 text-small font-medium hover:bg-hover active:bg-pressed touch:h-11"
                >
                  {t("start.people.act")}
                </A>
              </Show>
            </Step>
          </ol>
        </section>
      )}
    </Show>
  );
}

function Load(props: { readonly start: Start; readonly onPress: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <Button size="small" class="touch:h-11!" busy={props.start.busy() === "adding"} onClick={() => props.onPress()}>
      {t("start.leads.add")}
    </Button>
  );
}

/** One thing to do: its sign says in words too whether it is done. */
function Step(props: {
  readonly done: boolean;
  readonly title: string;
  readonly hint: string;
  /** In the hint's place once it is done. */
  readonly after: string;
  readonly children?: JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  return (
    <li data-step={props.done ? "done" : "open"} class="flex items-start gap-3 py-1.5">
      <span
        role="img"
        aria-label={t(props.done ? "start.step.done" : "start.step.open")}
        class="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full"
        classList={{ "bg-live-ground text-live": props.done, "border border-line-strong": !props.done }}
      >
        <Show when={props.done}>
          <Icon of={Check} size={12} />
        </Show>
      </span>
      <div class="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1.5">
        <div class="min-w-60 flex-1">
          <p class="font-medium" classList={{ "text-text-quiet": props.done }}>
            {props.title}
          </p>
          <p class="max-w-160 text-small text-text-quiet" aria-live="polite">
            {props.done ? props.after : props.hint}
          </p>
        </div>
        <div class="flex flex-wrap items-center gap-2">{props.children}</div>
      </div>
    </li>
  );
}
