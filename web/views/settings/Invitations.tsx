import Ellipsis from "lucide-solid/icons/ellipsis";
import MailCheck from "lucide-solid/icons/mail-check";
import { For, type JSX, Show } from "solid-js";
import type { InvitationRow } from "../../../domain/people.ts";
import type { Outcome } from "../../store/settings/people.ts";
import { Icon } from "../../ui/Icon.tsx";
import { MenuButton } from "../../ui/MenuButton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp, useNow, useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { useSettings } from "./context.tsx";
import { Tag } from "./PersonLine.tsx";

/** Who was asked in and has not come yet. */
export function Invitations(props: { readonly invitations: readonly InvitationRow[] }): JSX.Element {
  const { t } = useWords();
  return (
    <Show when={props.invitations.length > 0}>
      <section class="flex flex-col gap-2">
        <h2 class="text-title font-semibold">{t("invite.open")}</h2>
        <ul class="flex flex-col border-t border-line">
          <For each={props.invitations}>{(one) => <Invitation of={one} />}</For>
        </ul>
      </section>
    </Show>
  );
}

function Invitation(props: { readonly of: InvitationRow }): JSX.Element {
  const { t, format } = useWords();
  const app = useApp();
  const now = useNow();
  const { people } = useSettings();
  const { directory } = useWorkspace();
  const over = () => props.of.expiresAt <= now();
  const by = () => directory.member(props.of.invitedBy)?.name ?? t("timeline.somebody");
  const act = async (send: Outcome, said: string) => {
    const failure = await send;
    app.toasts.show(
      failure === null
        ? { id: `invitation-${props.of.id}`, text: said, tone: "live" }
        : { id: `invitation-${props.of.id}`, tone: "overdue", text: t("settings.notDone", { reason: failureWords(t, failure.code) }) },
    );
  };
  return (
    <li class="flex items-center gap-3 border-b border-line/60 py-2" data-invitation={props.of.id}>
      <span class="flex size-8 shrink-0 items-center justify-center rounded-full border border-dashed border-line-strong text-text-quiet">
        <Icon of={MailCheck} size={14} />
      </span>
      <div class="min-w-0 flex-1">
        <p class="flex flex-wrap items-center gap-x-2">
          <bdi dir="ltr" class="truncate font-medium">
            {props.of.email}
          </bdi>
          <span class="text-text-quiet">{t(`role.${props.of.role}`)}</span>
          <Show when={over()}>
            <Tag class="bg-waiting-ground text-waiting-text">{t("invite.expired")}</Tag>
          </Show>
        </p>
        <p class="text-small text-text-quiet">
          <Show when={!over()}>{`${t("invite.expires", { time: format().exact(props.of.expiresAt) })} · `}</Show>
          {`${t("invite.by", { name: by() })} · ${t("invite.times", { n: props.of.sends })}`}
        </p>
      </div>
      <MenuButton
        variant="icon"
        busy={people.busy(props.of.id)}
        label={t("invite.more", { email: props.of.email })}
        menuLabel={t("invite.more", { email: props.of.email })}
        placement="bottom-end"
        items={[
          { label: t("invite.resend"), onSelect: () => void act(people.resend(props.of), t("invite.resent", { email: props.of.email })) },
          {
            label: t("invite.withdraw"),
            danger: true,
            onSelect: () => void act(people.withdraw(props.of), t("invite.withdrawn", { email: props.of.email })),
          },
        ]}
      >
        <Icon of={Ellipsis} />
      </MenuButton>
    </li>
  );
}
