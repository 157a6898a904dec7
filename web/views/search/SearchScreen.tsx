import { useLocation, useNavigate, useParams } from "@solidjs/router";
import Search from "lucide-solid/icons/search";
import X from "lucide-solid/icons/x";
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import { MAX_SEARCH } from "../../../domain/listing.ts";
import { focusBack } from "../../ui/anchor.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LiveFooter } from "../../ui/LiveFooter.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import type { VirtualListHandle } from "../../ui/VirtualList.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useActs, useApp, useWorkspace } from "../context.tsx";
import { useFinder } from "../find.ts";
import { useListKeys } from "../leads/keys.ts";
import { COVERED, createNarrow } from "../leads/narrow.ts";
import { stepFrom, type Whereabouts, whereabouts } from "../leads/whereabouts.ts";
import { useLiveWords } from "../live-words.ts";
import { recentOf } from "../palette/recent.ts";
import { Results } from "./Results.tsx";

const LeadPanel = lazyPart(async () => (await import("../lead/LeadPanel.tsx")).LeadPanel);

const MOST = 50;
/** The address follows whoever stops typing. */
const SETTLED_MS = 400;

/** The field, what it finds as one types, and the open lead over its end. */
export function SearchScreen(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const acts = useActs();
  const params = useParams();
  const location = useLocation();
  const navigate = useNavigate();
  const live = useLiveWords();
  const finder = useFinder(MOST);
  const covered = createNarrow(COVERED);
  const asked = () => new URLSearchParams(location.search).get("q") ?? "";
  const [text, setText] = createSignal(asked());
  const [active, setActive] = createSignal<string | null>(null);
  let handle: VirtualListHandle | undefined;
  let field!: HTMLInputElement;
  let cancel: (() => void) | null = null;
  onCleanup(() => cancel?.());

  const opened = () => params["lead"] ?? null;
  const query = () => (text().trim() === "" ? "" : `?q=${encodeURIComponent(text().trim())}`);
  const address = (lead: string | null) => `/w/${workspace.slug}/search${lead === null ? "" : `/${lead}`}${query()}`;
  const open = (lead: string | null) => navigate(address(lead), { replace: opened() !== null && lead !== null, scroll: false });

  createEffect(() => finder.ask(text()));
  // An address that somebody came back to, or was sent to, says what is searched for.
  createEffect(on(asked, (now) => now !== text().trim() && setText(now), { defer: true }));
  createEffect(
    on(
      () => workspace.live.status() === "live",
      (back) => back && finder.failure() !== null && finder.again(),
      { defer: true },
    ),
  );
  const follow = () => navigate(address(opened()), { replace: true, scroll: false });
  function type(typed: string): void {
    setText(typed);
    setActive(null);
    handle?.element.scrollTo({ top: 0 });
    cancel?.();
    cancel = app.clock.after(SETTLED_MS, follow);
  }

  const recent = () => recentOf(workspace).filter((id) => workspace.leads.row(id) !== undefined);
  const hits = createMemo(() => new Map(finder.hits().map((hit) => [hit.id, hit])));
  const ids = createMemo(() => (finder.text() === "" ? recent() : [...hits().keys()]));
  const place = createMemo<Whereabouts | null>((before) => whereabouts("search", ids(), opened() ?? active(), before), null);
  const at = () => ids()[place()?.index ?? -1] ?? null;
  const canMove = (step: 1 | -1) => stepFrom(place(), ids(), step) !== undefined;
  function focusRow(id: string): void {
    handle?.reveal(id);
    queueMicrotask(() => handle?.element.querySelector<HTMLElement>(`[data-key="${id}"] [data-row]`)?.focus({ preventScroll: true }));
  }
  function move(step: 1 | -1): void {
    const to = place() === null ? ids()[0] : stepFrom(place(), ids(), step);
    if (to === undefined) return void (step === -1 && opened() === null && field.focus());
    setActive(to);
    if (opened() !== null) open(to);
    // The list behind a panel that covers it must not take the focus.
    if (opened() === null || !covered()) focusRow(to);
  }
  useListKeys({
    lead: () => opened() ?? active(),
    opened: () => opened() !== null,
    next: () => move(1),
    previous: () => move(-1),
    open: () => {
      const lead = active();
      if (lead !== null) open(lead);
    },
    close: () => open(null),
    top: () => handle?.toTop(),
    act: (kind) => {
      const lead = opened() ?? active();
      if (lead === null) return;
      const find = (selector: string) => document.querySelector<HTMLElement>(selector);
      const row = `[data-key="${lead}"]`;
      const anchor = find(`[data-panel] [data-act="${kind}"]`) ?? find(`${row} [data-act="${kind}"]`) ?? find(`${row} [data-row]`);
      if (anchor !== null) acts[kind](lead, anchor);
    },
  });
  offerActions(() => [
    { id: "go.search", label: t("palette.screen.field"), icon: Search, group: "list", keys: ["/"], run: () => field.select() },
  ]);
  onMount(() => opened() === null && field.focus());
  createEffect(
    on(opened, (lead, before) => {
      if (lead !== null) setActive(lead);
      else if (before) queueMicrotask(() => focusBack(handle?.element.querySelector<HTMLElement>('[data-row][tabindex="0"]') ?? field));
    }),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const [first] = ids();
    if (event.key === "ArrowDown" && first !== undefined) {
      event.preventDefault();
      setActive(first);
      focusRow(first);
    } else if (event.key === "Enter" && first !== undefined && finder.text() !== "") {
      event.preventDefault();
      open(first);
    } else if (event.key === "Escape" && text() !== "") {
      event.preventDefault();
      type("");
    }
  };

  return (
    <>
      <header class="flex min-h-12 shrink-0 items-center gap-3 border-b border-line px-4 max-md:py-2 md:px-6">
        <h1 class="text-title font-semibold max-md:sr-only">{t("nav.search")}</h1>
        <TextInput
          ref={field}
          type="search"
          role="searchbox"
          aria-label={t("palette.screen.field")}
          placeholder={t("palette.screen.field")}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          maxlength={MAX_SEARCH}
          dir={text() === "" ? undefined : "auto"}
          value={text()}
          onInput={type}
          onKeyDown={onKeyDown}
          class="w-full max-w-140 [&_input::-webkit-search-cancel-button]:hidden"
          before={<Icon of={Search} size={14} class="text-text-quiet" />}
          after={
            <Show when={text() !== ""}>
              <Button
                variant="icon"
                size="small"
                label={t("palette.screen.clear")}
                class="-me-1.5"
                onClick={() => {
                  type("");
                  field.focus();
                }}
              >
                <Icon of={X} size={14} />
              </Button>
            </Show>
          }
        />
      </header>
      <div class="relative flex min-h-0 flex-1 flex-col">
        <Results
          finder={finder}
          typed={text()}
          ids={ids()}
          where={(id) => hits().get(id)?.where ?? []}
          opened={opened()}
          active={at()}
          address={address}
          onOpen={open}
          onActive={setActive}
          ref={(made) => {
            handle = made;
            const lead = opened();
            if (lead !== null) made.reveal(lead);
          }}
        />
        <Show when={opened()}>{(lead) => <LeadPanel id={lead()} onClose={() => open(null)} onMove={move} canMove={canMove} />}</Show>
      </div>
      <LiveFooter state={live.state()} text={live.text()}>
        <Show when={finder.text() !== "" && !finder.asking()}>
          {finder.more() ? t("palette.screen.more", { n: ids().length }) : t("palette.found", { n: ids().length })}
        </Show>
      </LiveFooter>
      <p role="status" class="sr-only">
        {finder.text() === "" || finder.asking() ? "" : t("palette.found", { n: ids().length })}
      </p>
    </>
  );
}
