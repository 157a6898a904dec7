import Copy from "lucide-solid/icons/copy";
import { useNavigate } from "@solidjs/router";
import { createUniqueId, For, type JSX, onMount, Show } from "solid-js";
import { wayOn } from "../../store/coming-back.ts";
import type { Returned, Waiting } from "../../store/queue.ts";
import type { TakenBack } from "../../store/taking-back.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { calledWords } from "../called.ts";
import { useApp, useNow, useWorkspace } from "../context.tsx";
import { useDid } from "../did.ts";
import { failureWords } from "../failure.ts";
import { useStages } from "../stages.ts";
import { askKept } from "./open.ts";
import { useUnkept } from "./unkept.ts";
import { whatWords, writtenWords } from "./what.ts";

/** Each change that waits, in the order it is sent in; and what was refused, with what was written in it. */
export function KeptDialog(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  const { t } = useWords();
  const { commands } = useWorkspace();
  const isUnkept = useUnkept();
  const did = useDid();
  const discard = (one: Returned) => {
    commands.deal(idOf(one));
    const undo = async (): Promise<TakenBack> => {
      commands.giveBack(one);
      return { ok: true };
    };
    did({ undo }, () => ({
      key: `dealt-${idOf(one)}`,
      called: t("offline.title"),
      text: t("offline.discarded"),
      undone: t("offline.restored"),
    }));
  };
  const none = () => commands.waiting().length + commands.returned().length === 0;
  return (
    <Dialog open={props.open} onOpenChange={(open) => props.onOpenChange(open)} title={t("offline.title")} size="medium">
      <div class="flex flex-col gap-6 pb-2">
        <Show when={commands.returned().length > 0}>
          <Part title={t("offline.returnedTitle")} hint={t("offline.returnedHint")}>
            <For each={commands.returned()}>{(one) => <Line one={one} back={one} onDiscard={() => discard(one)} />}</For>
          </Part>
        </Show>
        <Show when={commands.waiting().length > 0}>
          <Part title={t("offline.waitingTitle")} hint={t("offline.waitingHint")}>
            <For each={commands.waiting()}>{(one) => <Line one={one} onDiscard={() => void commands.undo(idOf(one))} />}</For>
          </Part>
          <Show when={isUnkept()}>
            <p class="rounded bg-waiting-ground px-3 py-2 text-small text-waiting-text">{t("offline.notKept")}</p>
          </Show>
        </Show>
        <Show when={none()}>
          <p class="text-text-quiet">{t("offline.none")}</p>
        </Show>
      </div>
    </Dialog>
  );
}

const idOf = ({ command }: Waiting) => command.body.mutation;

function Part(props: { readonly title: string; readonly hint: string; readonly children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} class="font-semibold">
        {props.title}
      </h3>
      <p class="mt-0.5 text-small text-text-quiet">{props.hint}</p>
      <ul class="mt-2 flex flex-col divide-y divide-line border-y border-line">{props.children}</ul>
    </section>
  );
}

/** `back`: it was refused, and why. */
function Line(props: { readonly one: Waiting; readonly back?: Returned; readonly onDiscard: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { slug, commands, directory } = useWorkspace();
  const navigate = useNavigate();
  const app = useApp();
  const now = useNow();
  const stages = useStages();
  const name = () => (props.one.called === null ? t("offline.nobody") : calledWords(t, props.one.called));
  const what = () =>
    whatWords(t, props.one, { person: (id) => directory.member(id)?.name, team: (id) => directory.team(id)?.name, stage: stages.name });
  // What is a field called: until that is known, what was typed stands alone.
  onMount(() => void words.fetch("panel").catch(() => undefined));
  const written = () => writtenWords(words, directory, props.one);
  const copy = () =>
    navigator.clipboard.writeText(written()).then(
      () => app.toasts.show({ id: "copied", text: t("common.copied"), ms: 2_000 }),
      () => app.toasts.show({ id: "copied", tone: "overdue", text: t("common.notCopied"), ms: 6_000 }),
    );
  const way = () => (props.back === undefined ? null : wayOn(props.back));
  const open = (lead: string) => {
    askKept(null);
    navigate(`/w/${slug}/leads/${lead}`);
  };
  const why = (back: Returned) => {
    if (back.why === "archived" || back.why === "erased") return t(`offline.why.${back.why}`);
    if (back.code === "not_found" && back.command.kind === "undo") return t("offline.why.late");
    if (back.code === "not_found" || back.code === "not_allowed") return t("offline.why.gone");
    if (back.code !== "conflict") return failureWords(t, back.code);
    const by = directory.member(back.by)?.name;
    return by === undefined ? t("offline.why.firstSomebody") : t("offline.why.first", { name: by });
  };
  return (
    <li class="flex flex-col gap-1 py-2.5">
      <div class="flex items-center gap-2">
        <div class="min-w-0 flex-1">
          <p class="wrap-anywhere">
            <bdi class="font-medium">{name()}</bdi>
            <span class="text-text-quiet"> · {what()}</span>
          </p>
          <p class="text-small text-text-quiet">
            <When at={props.one.at} now={now} />
            <Show when={props.back}>{(back) => <span class="ms-2 text-overdue-text">{why(back())}</span>}</Show>
          </p>
        </div>
        <Button
          variant="ghost"
          size="small"
          class="-me-2 touch:h-11!"
          aria-label={t("offline.discardOf", { what: `${name()}, ${what()}` })}
          onClick={() => props.onDiscard()}
        >
          {t("offline.discard")}
        </Button>
      </div>
      <Show when={written() !== ""}>
        <p dir="auto" class="max-h-40 overflow-y-auto rounded bg-hover px-2.5 py-1.5 whitespace-pre-line wrap-anywhere">
          {written()}
        </p>
      </Show>
      <Show when={props.back !== undefined}>
        <div class="flex flex-wrap gap-2 empty:hidden">
          <Show when={written() !== ""}>
            <Button size="small" class="touch:h-11!" onClick={() => void copy()}>
              <Icon of={Copy} size={14} />
              {t("offline.copy")}
            </Button>
          </Show>
          <Show when={props.back?.known}>
            {(lead) => (
              <Button size="small" class="touch:h-11!" onClick={() => open(lead())}>
                {t("offline.open")}
              </Button>
            )}
          </Show>
          <Show when={way()}>
            {(on) => (
              <Button size="small" class="touch:h-11!" onClick={() => void commands.again(idOf(props.one))}>
                {t(`offline.on.${on()}`)}
              </Button>
            )}
          </Show>
        </div>
      </Show>
    </li>
  );
}
