import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import Phone from "lucide-solid/icons/phone";
import UserRound from "lucide-solid/icons/user-round";
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { MAX_NOTE } from "../../../../domain/story.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Kbd } from "../../../ui/Kbd.tsx";
import { useWords } from "../../../words/index.ts";
import { choiceKey, choiceOf, LOG_CHOICES, type LogChoice } from "./log.ts";
import { Popup } from "../../../ui/Popup.tsx";
import { roveBy } from "./roving.ts";
import { NOW, useWhen, WhenLogged } from "./WhenLogged.tsx";

const CHANNEL = { phone: Phone, whatsapp: MessageCircle, email: Mail, messenger: MessageCircle, in_person: UserRound } as const;
const [CALL, ...OTHERS] = LOG_CHOICES;

/** How a try went: one letter, or a press. What was said may be written first. */
export function LogPopup(props: {
  readonly anchor: HTMLElement;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** When the lead came: it was not tried before. */
  readonly since: number;
  /** `at` undefined: now. */
  readonly onLog: (choice: LogChoice, said: string, at: number | undefined) => void;
}): JSX.Element {
  const { t } = useWords();
  const [said, setSaid] = createSignal("");
  const id = createUniqueId();
  let menu: HTMLDivElement | undefined;
  let input: HTMLInputElement | undefined;
  const popup = () => menu?.parentElement;
  const first = () => menu?.querySelector<HTMLElement>('[role="menuitem"]') ?? null;
  const [chosen, setChosen] = createSignal(NOW);
  const when = useWhen(() => props.since);
  const log = (choice: LogChoice) => {
    const at = when.at(chosen());
    if (at === null) return popup()?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    props.onOpenChange(false);
    props.onLog(choice, said().trim(), at);
    setSaid("");
    setChosen(NOW);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!isPlain(event)) return;
    const pressed = choiceOf(event);
    const isKey = (letter: string) => event.key === letter || event.code === `Key${letter.toUpperCase()}`;
    const to = isKey("t") ? input : isKey("b") ? popup()?.querySelector<HTMLElement>("[role=radio][aria-checked=true]") : undefined;
    if (pressed === undefined && to == null) return;
    event.preventDefault();
    if (pressed === undefined) to?.focus();
    else log(pressed);
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (isPlain(event) && !roveBy(event, event.currentTarget)) onKey(event);
  };
  return (
    <Popup
      label={t("story.log.title")}
      anchor={props.anchor}
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      first={first}
      class="w-80 overflow-y-auto"
    >
      <div class="flex shrink-0 items-center gap-2 border-b border-line px-3 touch:h-12">
        <input
          ref={input}
          aria-label={t("story.log.said")}
          placeholder={t("story.log.said")}
          maxlength={MAX_NOTE}
          dir={said() === "" ? undefined : "auto"}
          value={said()}
          onInput={(event) => setSaid(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.isComposing || (event.key !== "Enter" && event.key !== "ArrowDown")) return;
            event.preventDefault();
            first()?.focus();
          }}
          class="h-9 min-w-0 flex-1 bg-transparent outline-none touch:text-[16px]"
        />
        <Kbd keys="t" class="touch:hidden" />
      </div>
      <WhenLogged when={when} value={chosen()} onChange={setChosen} onKey={onKey} onEnd={() => first()?.focus()} />
      <div ref={menu} role="menu" aria-label={t("story.log.title")} class="flex flex-col gap-1 p-1" onKeyDown={onKeyDown}>
        <div role="group" aria-label={t("story.channel.phone")}>
          <For each={CALL?.choices ?? []}>
            {(choice) => (
              <button
                type="button"
                role="menuitem"
                tabindex={choice.key === "r" ? 0 : -1}
                aria-keyshortcuts={choice.key}
                class="flex h-8 w-full select-none items-center gap-2 rounded-small px-2 text-start outline-none hover:bg-pressed focus-visible:bg-pressed touch:h-11"
                onClick={() => log(choice)}
              >
                <Icon of={Phone} size={14} class="text-text-quiet" />
                <span class="flex-1">{t(choiceKey(choice))}</span>
                <Letter of={choice.key} />
              </button>
            )}
          </For>
        </div>
        <For each={OTHERS}>
          {({ channel, choices }) => (
            <div role="group" aria-labelledby={`${id}-${channel}`} class="border-t border-line px-2 pt-2 pb-1">
              <p id={`${id}-${channel}`} class="flex items-center gap-2 text-small text-text-quiet">
                <Icon of={CHANNEL[channel]} size={14} />
                {t(`story.channel.${channel}`)}
              </p>
              <div class="-mx-1 flex flex-wrap">
                <For each={choices}>
                  {(choice) => (
                    <button
                      type="button"
                      role="menuitem"
                      tabindex={-1}
                      aria-keyshortcuts={choice.key}
                      class="flex h-7 select-none items-center gap-1.5 rounded-small px-1.5 outline-none hover:bg-pressed focus-visible:bg-pressed touch:h-11 touch:px-2.5"
                      onClick={() => log(choice)}
                    >
                      {t(choiceKey(choice))}
                      <Letter of={choice.key} />
                    </button>
                  )}
                </For>
              </div>
            </div>
          )}
        </For>
      </div>
    </Popup>
  );
}

function isPlain(event: KeyboardEvent): boolean {
  return !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** The key for eyes; others are told it as the choice's shortcut. */
function Letter(props: { readonly of: string | undefined }): JSX.Element {
  return (
    <Show when={props.of}>
      {(key) => (
        <span aria-hidden="true" class="flex touch:hidden">
          <Kbd keys={key()} />
        </span>
      )}
    </Show>
  );
}
