import ChevronDown from "lucide-solid/icons/chevron-down";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Hourglass from "lucide-solid/icons/hourglass";
import ShieldCheck from "lucide-solid/icons/shield-check";
import ShieldOff from "lucide-solid/icons/shield-off";
import { For, type JSX, Show } from "solid-js";
import type { PersonRow } from "../../../domain/people.ts";
import { needsSecondFactor } from "../../../domain/rights.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { useSettings } from "./context.tsx";
import type { PersonActs } from "./person-acts.ts";

interface PersonProps {
  readonly person: PersonRow;
  readonly acts: PersonActs;
}

/** One person in the table. */
export function PersonLine(props: PersonProps): JSX.Element {
  return (
    <tr class="border-b border-line/60 hover:bg-hover" data-person={props.person.id}>
      <th scope="row" class="py-2 pe-4 text-start font-regular">
        <Who {...props} />
      </th>
      <td class="pe-4">
        <RoleMenu {...props} />
      </td>
      <td class="pe-4 max-xl:hidden">
        <Teams person={props.person} />
      </td>
      <td class="pe-4 text-text-quiet max-lg:hidden">
        <Seen person={props.person} />
      </td>
      <td>
        <MoreMenu {...props} />
      </td>
    </tr>
  );
}

/** The same on a phone: what one looks for first, the rest below. */
export function PersonCard(props: PersonProps): JSX.Element {
  return (
    <li class="flex flex-col gap-1 border-b border-line/60 py-3" data-person={props.person.id}>
      <div class="flex items-start gap-2">
        <div class="min-w-0 flex-1">
          <Who {...props} />
        </div>
        <MoreMenu {...props} />
      </div>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1 ps-11 text-small text-text-quiet">
        <RoleMenu {...props} />
        <Teams person={props.person} />
        <Seen person={props.person} />
      </div>
    </li>
  );
}

function Who(props: PersonProps): JSX.Element {
  const { t } = useWords();
  return (
    <span class="flex min-w-0 items-center gap-3" classList={{ "opacity-70": props.person.status === "suspended" }}>
      <Avatar id={props.person.id} name={props.person.name} size={32} away={props.person.away} />
      <span class="flex min-w-0 flex-col">
        <span class="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <bdi class="truncate font-medium">{props.person.name}</bdi>
          <Show when={props.acts.isMe(props.person)}>
            <span class="text-small text-text-quiet">{t("members.you")}</span>
          </Show>
          <Factor person={props.person} />
          <Marks person={props.person} />
        </span>
        <Show when={props.person.email}>
          {(email) => (
            <span dir="ltr" class="truncate text-small text-text-quiet rtl:text-end">
              {email()}
            </span>
          )}
        </Show>
      </span>
    </span>
  );
}

function Marks(props: { readonly person: PersonRow }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <Show when={props.person.status === "suspended"}>
        <Tag class="bg-overdue-ground text-overdue-text">{t("members.suspended")}</Tag>
      </Show>
      <Show when={props.person.away}>
        <Tag>{t("members.away")}</Tag>
      </Show>
      <For each={props.person.rights}>{(right) => <Tag>{t(`members.${right}`)}</Tag>}</For>
      <Show when={props.person.pending}>
        <span class="inline-flex items-center gap-1 text-small text-text-quiet" data-tip={t("settings.pendingHint")}>
          <Icon of={Hourglass} size={12} />
          {t("settings.pendingShort")}
        </span>
      </Show>
    </>
  );
}

export function Tag(props: { readonly class?: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <span class={`inline-flex h-5 items-center whitespace-nowrap rounded-full px-2 text-caption ${props.class ?? "bg-pressed text-text"}`}>
      {props.children}
    </span>
  );
}

/** Null is kept from who may not know it. Missing where it has to be, it waits for somebody. */
function Factor(props: { readonly person: PersonRow }): JSX.Element {
  const { t } = useWords();
  const { directory } = useWorkspace();
  const words = () => t(props.person.secondFactor ? "members.factorYes" : "members.factorNo");
  const needed = () => needsSecondFactor(props.person.role, directory.workspace()?.settings.secondFactor === "everybody");
  const look = () => (props.person.secondFactor ? "text-live" : needed() ? "text-waiting" : "text-text-quiet");
  return (
    <Show when={props.person.secondFactor !== null}>
      <span role="img" aria-label={words()} data-tip={words()} class={`inline-flex ${look()}`}>
        <Icon of={props.person.secondFactor ? ShieldCheck : ShieldOff} size={14} />
      </span>
    </Show>
  );
}

function RoleMenu(props: PersonProps): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  return (
    <Show when={props.acts.mayChangeRole(props.person)} fallback={t(`role.${props.person.role}`)}>
      <MenuButton
        variant="ghost"
        class="-ms-2 px-2! font-regular!"
        busy={people.busy(props.person.id)}
        aria-label={`${t("members.role", { name: props.person.name })}: ${t(`role.${props.person.role}`)}`}
        menuLabel={t("members.role", { name: props.person.name })}
        items={props.acts.roles(props.person)}
      >
        {t(`role.${props.person.role}`)}
        <Icon of={ChevronDown} size={14} class="text-text-quiet" />
      </MenuButton>
    </Show>
  );
}

function Teams(props: { readonly person: PersonRow }): JSX.Element {
  const { t } = useWords();
  const { people } = useSettings();
  const { directory } = useWorkspace();
  const names = () =>
    props.person.teams.flatMap((id) => people.read.value()?.teams.find((team) => team.id === id)?.name ?? directory.team(id)?.name ?? []);
  return (
    <Show when={names().length > 0} fallback={<span class="text-text-quiet max-md:hidden">{t("members.noTeam")}</span>}>
      <span>
        <For each={names()}>
          {(name, index) => (
            <>
              {index() > 0 && t("footer.separator")}
              <bdi>{name}</bdi>
            </>
          )}
        </For>
      </span>
    </Show>
  );
}

function Seen(props: { readonly person: PersonRow }): JSX.Element {
  const { t } = useWords();
  const now = useNow();
  return (
    <Show when={props.person.seenAt} fallback={t("members.never")}>
      {(at) => <When at={at()} now={now} />}
    </Show>
  );
}

function MoreMenu(props: PersonProps): JSX.Element {
  const { t } = useWords();
  const items = () => props.acts.menu(props.person);
  return (
    <Show when={items().length > 0}>
      <MenuButton
        variant="icon"
        data-more=""
        label={t("members.more", { name: props.person.name })}
        menuLabel={t("members.more", { name: props.person.name })}
        items={items()}
        placement="bottom-end"
      >
        <Icon of={Ellipsis} />
      </MenuButton>
    </Show>
  );
}
