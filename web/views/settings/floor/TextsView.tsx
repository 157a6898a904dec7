import ChevronRight from "lucide-solid/icons/chevron-right";
import Mail from "lucide-solid/icons/mail";
import MessageCircle from "lucide-solid/icons/message-circle";
import MessageSquareText from "lucide-solid/icons/message-square-text";
import { createSignal, type JSX, Show } from "solid-js";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { AddButton } from "./AddButton.tsx";
import { FloorPage } from "./FloorPage.tsx";
import { SetupList } from "./SetupList.tsx";
import { useSetup } from "./setup.ts";
import { TextDetails } from "./TextDetails.tsx";

const AddText = lazyPart(async () => (await import("./AddText.tsx")).AddText);
const MOST = 60;
const CHANNEL_SIGN = { whatsapp: MessageCircle, email: Mail } as const;

/** Messages that are sent again and again. */
export function TextsView(): JSX.Element {
  const { t } = useWords();
  const setup = useSetup();
  const [adding, setAdding] = createSignal(false);
  const [open, setOpen] = createSignal<string | null>(null);
  return (
    <FloorPage
      title={t("settings.texts")}
      hint={t("floor.texts.hint")}
      end={
        <AddButton
          act="make.text"
          words={t("floor.texts.add")}
          count={setup.list("templates").length}
          most={MOST}
          onPress={() => setAdding(true)}
        />
      }
    >
      <Show
        when={setup.list("templates").length > 0}
        fallback={
          <EmptyState icon={<Icon of={MessageSquareText} size={20} />} title={t("floor.texts.none")} hint={t("floor.texts.noneHint")} />
        }
      >
        <SetupList
          part="templates"
          label={t("floor.texts.list")}
          nameOf={({ name }) => name}
          row={(text) => (
            <button
              type="button"
              aria-expanded={open() === text().id}
              class="flex min-h-11 min-w-0 flex-1 items-center gap-2 text-start"
              onClick={() => setOpen(open() === text().id ? null : text().id)}
            >
              <Icon of={CHANNEL_SIGN[text().channel]} size={14} class="text-text-quiet" />
              <span class="min-w-0 flex-1 truncate font-medium">
                <bdi>{text().name}</bdi>
              </span>
              <span class="text-small text-text-quiet">
                {t(`floor.texts.channels.${text().channel}`)} · {t(`language.${text().language}`)}
              </span>
              <Icon
                of={ChevronRight}
                size={14}
                class={`text-text-quiet transition-transform ${open() === text().id ? "rotate-90" : "rtl:-scale-x-100"}`}
              />
            </button>
          )}
          below={(text) => <Show when={open() === text().id}>{(_open) => <TextDetails text={text()} />}</Show>}
        />
      </Show>
      <AddText open={adding()} onOpenChange={setAdding} onAdded={setOpen} />
    </FloorPage>
  );
}
