import Ellipsis from "lucide-solid/icons/ellipsis";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { SetupPart } from "../../../../domain/setup.ts";
import { changed, placed, removed, type SetupItem } from "../../../store/floor/setup-edits.ts";
import { announce } from "../../../ui/Announcer.tsx";
import { FieldError } from "../../../ui/FieldError.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { SortList } from "../../../ui/SortList.tsx";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { may } from "../../rights.ts";
import { useSetup } from "./setup.ts";
import { refusedWords } from "./why.ts";

/** A list of the setup in its order: put elsewhere by hand or by keys, retired, offered again. */
export function SetupList<P extends SetupPart>(props: {
  readonly part: P;
  readonly label: string;
  readonly nameOf: (item: SetupItem<P>) => string;
  /** A row between its handle and its menu. */
  readonly row: (item: () => SetupItem<P>) => JSX.Element;
  /** Below a row, where there is more to it. */
  readonly below?: (item: () => SetupItem<P>) => JSX.Element;
  readonly acts?: (item: SetupItem<P>) => readonly MenuItem[];
  /** Why it cannot be retired; null: it can. */
  readonly stays?: (item: SetupItem<P>) => string | null;
}): JSX.Element {
  const { t, format } = useWords();
  const setup = useSetup();
  const workspace = useWorkspace();
  const locked = () => !may(workspace, "setup.edit");
  const all = createMemo(() => setup.list(props.part));
  const offered = createMemo(() => all().filter(({ retired }) => retired === undefined));
  const retired = createMemo(() => all().filter((one) => one.retired !== undefined));

  function move(id: string, before: string | null): void {
    if (!setup.edit(placed(props.part, id, before))) return;
    const at = offered().findIndex((one) => one.id === id);
    const item = offered()[at];
    if (item === undefined) return;
    announce(
      t("floor.movedTo", {
        name: props.nameOf(item),
        place: format().number(at + 1),
        whole: format().number(offered().length),
      }),
    );
  }
  const step = (item: SetupItem<P>, by: 1 | -1) => {
    const rest = offered().filter((one) => one.id !== item.id);
    const at = offered().findIndex((one) => one.id === item.id) + by;
    move(item.id, rest[at]?.id ?? null);
  };
  const items = (item: SetupItem<P>): MenuItem[] => {
    const at = offered().findIndex((one) => one.id === item.id);
    const stays = props.stays?.(item) ?? null;
    return [
      ...(props.acts?.(item) ?? []),
      { label: t("floor.up"), disabled: at === 0, onSelect: () => step(item, -1) },
      { label: t("floor.down"), disabled: at === offered().length - 1, onSelect: () => step(item, 1) },
      { separator: true as const },
      {
        label: t("floor.retire"),
        disabled: stays !== null,
        ...(stays === null ? {} : { note: stays }),
        onSelect: () => void setup.edit(changed(props.part, item.id, { retired: true } as Partial<SetupItem<P>>)),
      },
    ];
  };
  const why = (id: string | null) => refusedWords(t, setup.refused(), props.part, id);

  return (
    <div class="flex flex-col gap-6">
      <Show when={why(null)}>{(words) => <FieldError words={words()} />}</Show>
      <div class="rounded-large border border-line bg-raised px-3">
        <SortList
          label={props.label}
          items={offered()}
          locked={locked()}
          handle={(item) => t("floor.move", { name: props.nameOf(item) })}
          onMove={move}
        >
          {(item, handle) => (
            <div data-entry={item().id}>
              <div class="flex min-h-11 items-center gap-2">
                {handle}
                {props.row(item)}
                <Show when={!locked()}>
                  <MenuButton
                    variant="icon"
                    label={t("floor.acts", { name: props.nameOf(item()) })}
                    menuLabel={t("floor.acts", { name: props.nameOf(item()) })}
                    placement="bottom-end"
                    items={items(item())}
                    class="touch:size-11!"
                  >
                    <Icon of={Ellipsis} />
                  </MenuButton>
                </Show>
              </div>
              <Show when={why(item().id)}>
                {(words) => (
                  <div class="ps-7 pb-1">
                    <FieldError words={words()} />
                  </div>
                )}
              </Show>
              {props.below?.(item)}
            </div>
          )}
        </SortList>
      </div>
      <Show when={retired().length > 0}>
        <section aria-label={t("floor.retired")} class="flex flex-col gap-1">
          <h2 class="font-medium">{t("floor.retired")}</h2>
          <p class="text-small text-text-quiet">{t("floor.retiredHint")}</p>
          <ul class="mt-1 flex flex-col">
            <For each={retired()}>
              {(item) => (
                <li data-retired={item.id} class="flex min-h-10 items-center gap-3 border-b border-line/60 last:border-0 touch:min-h-12">
                  <span class="min-w-0 flex-1 truncate text-text-quiet">
                    <bdi>{props.nameOf(item)}</bdi>
                  </span>
                  <Show when={why(item.id)}>{(words) => <span class="text-small text-overdue-text">{words()}</span>}</Show>
                  <Show when={!locked()}>
                    <button
                      type="button"
                      aria-label={`${t("floor.offer")}: ${props.nameOf(item)}`}
                      class="touch-target relative rounded-small text-small font-medium text-accent-text hover:underline"
                      onClick={() => void setup.edit(changed(props.part, item.id, { retired: undefined } as Partial<SetupItem<P>>))}
                    >
                      {t("floor.offer")}
                    </button>
                    {/* SU2: no lead refers to a text. */}
                    <Show when={props.part === "templates"}>
                      <button
                        type="button"
                        aria-label={`${t("floor.remove")}: ${props.nameOf(item)}`}
                        class="touch-target relative rounded-small text-small font-medium text-overdue-text hover:underline"
                        onClick={() => void setup.edit(removed(props.part, item.id))}
                      >
                        {t("floor.remove")}
                      </button>
                    </Show>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </div>
  );
}
