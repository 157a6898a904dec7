import Search from "lucide-solid/icons/search";
import UserPlus from "lucide-solid/icons/user-plus";
import UserRoundSearch from "lucide-solid/icons/user-round-search";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { fold } from "../../../domain/name.ts";
import type { PersonRow } from "../../../domain/people.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { Part } from "../console/Part.tsx";
import { offerActions } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { createNarrow, PHONE } from "../leads/narrow.ts";
import { may } from "../rights.ts";
import { useFreshPeople, useSettings } from "./context.tsx";
import { FlaggedPages } from "./FlaggedPages.tsx";
import { Invitations } from "./Invitations.tsx";
import { PeopleDialogs } from "./PeopleDialogs.tsx";
import { PersonCard, PersonLine } from "./PersonLine.tsx";
import { RowsSkeleton, SettingsPage } from "./states.tsx";
import { Recoveries } from "./Recoveries.tsx";
import { createPersonActs } from "./person-acts.ts";

const InviteDialog = lazyPart(async () => (await import("./InviteDialog.tsx")).InviteDialog);

/** From so many on one looks for somebody by name. */
const FIND_FROM = 6;

/** Who is here and what they may do. */
export function PeopleView(): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  const workspace = useWorkspace();
  const [inviting, setInviting] = createSignal(false);
  const [find, setFind] = createSignal("");
  const acts = createPersonActs();
  useFreshPeople();
  const manage = () => may(workspace, "people.manage");
  offerActions(() =>
    manage()
      ? [
          {
            id: "make.person",
            label: t("invite.title"),
            also: t("palette.also.invite"),
            icon: UserPlus,
            group: "make",
            run: () => setInviting(true),
          },
        ]
      : [],
  );
  const shown = createMemo(() => {
    const wanted = fold(find()).trim();
    return people.people().filter((person) => fold(`${person.name} ${person.email ?? ""}`).includes(wanted));
  });
  return (
    <>
      <SettingsPage
        wide
        title={t("settings.people")}
        hint={t("members.hint")}
        end={
          <Show when={manage()}>
            <Button variant="primary" class="touch:h-11" onClick={() => setInviting(true)}>
              <Icon of={UserPlus} />
              {t("invite.act")}
            </Button>
          </Show>
        }
      >
        <Part of={people.read} bare skeleton={<RowsSkeleton />}>
          {(read) => (
            <>
              <FlaggedPages pages={read().flagged} />
              <Show when={manage()}>
                <Recoveries />
              </Show>
              <div class="flex flex-col gap-3">
                <Show when={people.people().length >= FIND_FROM}>
                  <TextInput
                    type="search"
                    class="w-64 max-md:w-full"
                    aria-label={t("members.find")}
                    placeholder={t("members.find")}
                    autocomplete="off"
                    before={<Icon of={Search} size={14} class="text-text-quiet" />}
                    onInput={setFind}
                  />
                </Show>
                <Show
                  when={shown().length > 0}
                  fallback={<EmptyState icon={<Icon of={UserRoundSearch} size={20} />} title={t("members.none", { text: find() })} />}
                >
                  <PeopleTable people={shown()} acts={acts} />
                </Show>
              </div>
              <Show when={manage()}>
                <Invitations invitations={read().invitations} />
              </Show>
            </>
          )}
        </Part>
      </SettingsPage>
      <PeopleDialogs acts={acts} />
      <InviteDialog open={inviting()} onOpenChange={setInviting} />
    </>
  );
}

function PeopleTable(props: { readonly people: readonly PersonRow[]; readonly acts: ReturnType<typeof createPersonActs> }): JSX.Element {
  const { t } = useWords();
  const narrow = createNarrow(PHONE);
  const ids = createMemo(() => props.people.map((person) => person.id));
  const row = (id: string) => props.people.find((person) => person.id === id);
  return (
    <Show
      when={narrow()}
      fallback={
        <table class="w-full border-collapse text-start" aria-label={t("settings.people")}>
          <thead class="text-small text-text-quiet">
            <tr class="border-b border-line">
              <th scope="col" class="h-8 pe-4 text-start font-regular">
                {t("members.column.name")}
              </th>
              <th scope="col" class="w-34 pe-4 text-start font-regular">
                {t("members.column.role")}
              </th>
              <th scope="col" class="pe-4 text-start font-regular max-xl:hidden">
                {t("members.column.teams")}
              </th>
              <th scope="col" class="w-32 pe-4 text-start font-regular max-lg:hidden">
                {t("members.column.seen")}
              </th>
              <th scope="col" class="w-10">
                <span class="sr-only">{t("members.column.acts")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={ids()}>{(id) => <Show when={row(id)}>{(person) => <PersonLine person={person()} acts={props.acts} />}</Show>}</For>
          </tbody>
        </table>
      }
    >
      <ul class="flex flex-col border-t border-line" aria-label={t("settings.people")}>
        <For each={ids()}>{(id) => <Show when={row(id)}>{(person) => <PersonCard person={person()} acts={props.acts} />}</Show>}</For>
      </ul>
    </Show>
  );
}
