import ChevronRight from "lucide-solid/icons/chevron-right";
import ListFilter from "lucide-solid/icons/list-filter";
import ListPlus from "lucide-solid/icons/list-plus";
import { createSignal, type JSX, Show } from "solid-js";
import { MAX_FIELDS } from "../../../../domain/setup.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { lazyPart } from "../../../ui/part.tsx";
import { useWords } from "../../../words/index.ts";
import { AddButton } from "./AddButton.tsx";
import { FieldDetails } from "./FieldDetails.tsx";
import { TYPE_SIGN } from "./field-types.ts";
import { FloorPage } from "./FloorPage.tsx";
import { SetupList } from "./SetupList.tsx";
import { useSetup } from "./setup.ts";

const AddField = lazyPart(async () => (await import("./AddField.tsx")).AddField);

/** What a workspace wants to know of every lead. */
export function FieldsView(): JSX.Element {
  const { t } = useWords();
  const setup = useSetup();
  const [adding, setAdding] = createSignal(false);
  const [open, setOpen] = createSignal<string | null>(null);
  return (
    <FloorPage
      title={t("settings.fields")}
      hint={t("floor.fields.hint")}
      end={
        <AddButton
          act="make.field"
          words={t("floor.fields.add")}
          count={setup.list("fields").length}
          most={MAX_FIELDS}
          onPress={() => setAdding(true)}
        />
      }
    >
      <Show
        when={setup.list("fields").length > 0}
        fallback={<EmptyState icon={<Icon of={ListPlus} size={20} />} title={t("floor.fields.none")} hint={t("floor.fields.noneHint")} />}
      >
        <SetupList
          part="fields"
          label={t("floor.fields.list")}
          nameOf={({ name }) => name}
          row={(field) => (
            <button
              type="button"
              aria-expanded={open() === field().id}
              class="flex min-h-11 min-w-0 flex-1 items-center gap-2 text-start"
              onClick={() => setOpen(open() === field().id ? null : field().id)}
            >
              <Icon of={TYPE_SIGN[field().type]} size={14} class="text-text-quiet" />
              <span class="min-w-0 flex-1 truncate font-medium">
                <bdi>{field().name}</bdi>
              </span>
              <Show when={field().filterable}>
                <span role="img" aria-label={t("floor.fields.inFilters")} data-tip={t("floor.fields.inFilters")} class="text-text-quiet">
                  <Icon of={ListFilter} size={14} />
                </span>
              </Show>
              <span class="text-small text-text-quiet">{t(`floor.fields.types.${field().type}`)}</span>
              <Icon
                of={ChevronRight}
                size={14}
                class={`text-text-quiet transition-transform ${open() === field().id ? "rotate-90" : "rtl:-scale-x-100"}`}
              />
            </button>
          )}
          below={(field) => <Show when={open() === field().id}>{(_open) => <FieldDetails field={field()} />}</Show>}
        />
      </Show>
      <AddField open={adding()} onOpenChange={setAdding} onAdded={setOpen} />
    </FloorPage>
  );
}
