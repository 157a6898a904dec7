import Archive from "lucide-solid/icons/archive";
import Columns3 from "lucide-solid/icons/columns-3";
import SignalHigh from "lucide-solid/icons/signal-high";
import Tags from "lucide-solid/icons/tags";
import UserRoundPlus from "lucide-solid/icons/user-round-plus";
import X from "lucide-solid/icons/x";
import type { LucideProps } from "lucide-solid";
import { type Component, createEffect, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { Button } from "../../../ui/Button.tsx";
import { focusBack } from "../../../ui/anchor.ts";
import { setAboveFooter } from "../../../ui/footer-place.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { Progress } from "../../../ui/Progress.tsx";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { WithWords } from "../../WithWords.tsx";
import type { OverKind } from "./ChosenOver.tsx";
import { MOST_AT_ONCE, useActs } from "./useActs.ts";
import type { Chosen } from "./useChoice.ts";

const load = () => import("./ChosenOver.tsx");
const ChosenOver = lazyPart(async () => (await load()).ChosenOver);

/** Before it takes longer nobody asks how far it is. */
const SOON_MS = 1_000;

const ACTS = [
  { kind: "assign", icon: UserRoundPlus, key: "a" },
  { kind: "stage", icon: Columns3, key: "s" },
  { kind: "tags", icon: Tags },
  { kind: "priority", icon: SignalHigh },
  { kind: "archive", icon: Archive, key: "shift+a" },
] as const satisfies readonly { readonly kind: OverKind | "archive"; readonly icon: Component<LucideProps>; readonly key?: string }[];

type Props = {
  readonly chosen: Chosen;
  readonly complete: boolean;
  readonly loaded: number;
  readonly element: HTMLElement | undefined;
};

/** How many leads are chosen, and what can be done with all of them: above the footer, while there are any. */
export function ChosenBar(props: Props): JSX.Element {
  const acts = useActs();
  return (
    <WithWords part="panel">
      <WithWords part="chosen">
        <Show when={props.chosen.size() > 0 || acts.running() !== null}>
          <Bar {...props} acts={acts} />
        </Show>
      </WithWords>
    </WithWords>
  );
}

function Bar(props: Props & { readonly acts: ReturnType<typeof useActs> }): JSX.Element {
  const { t } = useWords();
  const size = () => props.chosen.size();
  const ids = () => [...props.chosen.ids()];
  const running = () => props.acts.running();
  const able = () => size() > 0 && size() <= MOST_AT_ONCE && running() === null;
  const [over, setOver] = createSignal<{ readonly kind: OverKind; readonly anchor: HTMLElement; readonly from: Element | null }>();
  const [open, setOpen] = createSignal(false);
  const buttons = new Map<OverKind | "archive", HTMLButtonElement>();
  const [late, setLate] = createSignal(false);
  createEffect(
    on(running, (now) => {
      setLate(false);
      if (now === null) return;
      const timer = window.setTimeout(() => setLate(true), SOON_MS);
      onCleanup(() => window.clearTimeout(timer));
    }),
  );
  let bar: HTMLDivElement | undefined;
  setAboveFooter(true);
  onCleanup(() => {
    setAboveFooter(false);
    // Where the focus was is gone with the bar.
    const { element } = props;
    if (bar?.contains(document.activeElement))
      queueMicrotask(() => focusBack(element?.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? undefined));
  });
  const begin = (kind: OverKind | "archive") => {
    if (!able()) return;
    if (kind === "archive") return void props.acts.archive(ids());
    const anchor = buttons.get(kind);
    if (anchor === undefined) return;
    const same = open() && over()?.kind === kind;
    if (!same) setOver({ kind, anchor, from: document.activeElement });
    setOpen(!same);
  };
  offerActions(() =>
    able()
      ? ACTS.map((act) => ({
          id: `chosen.${act.kind}`,
          label: t(`chosen.act.${act.kind}`, { n: size() }),
          icon: act.icon,
          group: "list" as const,
          ...("key" in act && { keys: [act.key] }),
          run: () => begin(act.kind),
        }))
      : [],
  );
  return (
    <div
      ref={bar}
      role="group"
      aria-label={t("chosen.label")}
      data-chosen-bar=""
      class="flex min-h-11 shrink-0 animate-rise flex-wrap items-center gap-x-1 border-t border-line bg-float py-1 ps-4 pe-2 md:ps-6 md:pe-4"
    >
      <span class="me-3 flex min-w-0 items-baseline gap-2 max-md:min-w-full max-md:pt-1">
        <span role="status" class="font-medium tabular-nums">
          {size() === 0 ? "" : t("chosen.n", { n: size() })}
        </span>
        <span class="min-w-0 truncate text-small text-text-quiet">{aside()}</span>
      </span>
      <Show when={late() && running()}>
        {(now) => (
          <span class="me-3 flex w-40 items-center gap-2">
            <Progress
              label={t("chosen.label")}
              value={now().settled()}
              max={now().total}
              words={t("chosen.running", { done: String(now().settled()), n: now().total })}
            />
            <span class="text-small whitespace-nowrap tabular-nums text-text-quiet">
              {t("common.of", { part: String(now().settled()), whole: String(now().total) })}
            </span>
          </span>
        )}
      </Show>
      <For each={ACTS}>
        {(act) => (
          <Button
            ref={(made) => buttons.set(act.kind, made)}
            variant="ghost"
            class="max-md:h-11 max-md:w-11 max-md:px-0!"
            disabled={!able()}
            aria-haspopup={act.kind === "archive" ? undefined : act.kind === "stage" || act.kind === "priority" ? "menu" : "dialog"}
            aria-expanded={act.kind === "archive" ? undefined : open() && over()?.kind === act.kind}
            data-chosen-act={act.kind}
            data-tip={t(`chosen.${act.kind}`)}
            data-tip-keys={"key" in act ? act.key : undefined}
            onPointerEnter={() => void load().catch(() => undefined)}
            onClick={() => begin(act.kind)}
          >
            <Icon of={act.icon} />
            <span class="max-md:sr-only">{t(`chosen.${act.kind}`)}</span>
          </Button>
        )}
      </For>
      <span class="flex-1" />
      <Button variant="icon" class="max-md:size-11" label={t("chosen.clear")} keys="esc" onClick={props.chosen.clear}>
        <Icon of={X} />
      </Button>
      <Show when={over()} keyed>
        {(now) => (
          <ChosenOver
            kind={now.kind}
            ids={ids()}
            acts={props.acts}
            open={open()}
            onOpenChange={setOpen}
            // Opened by a key, the focus goes back to the row it was on.
            anchor={
              open() || !(now.from instanceof HTMLElement) || !now.from.isConnected || now.from === document.body ? now.anchor : now.from
            }
          />
        )}
      </Show>
    </div>
  );

  function aside(): string {
    if (size() > MOST_AT_ONCE) return t("chosen.most", { n: MOST_AT_ONCE });
    return !props.complete && size() >= props.loaded ? t("chosen.more") : "";
  }
}
