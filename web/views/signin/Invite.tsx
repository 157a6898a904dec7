import { useNavigate } from "@solidjs/router";
import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import type { InvitationLook } from "../../../domain/people.ts";
import type { Entry } from "../../store/entry.ts";
import type { Outcome } from "../../store/outcome.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { troubleAdvice } from "../trouble.ts";
import { Alone } from "./Alone.tsx";
import { Accept, NewPerson, SignInFirst, SomebodyElse } from "./Accept.tsx";
import { Coming } from "./Coming.tsx";
import { LinkOver } from "./LinkOver.tsx";
import { createToken } from "./token.ts";
import { WithEntry } from "./WithEntry.tsx";

export function Invite(): JSX.Element {
  const token = createToken(true);
  const { t } = useWords();
  return (
    <WithEntry>
      {(entry) => (
        <Show when={token()} keyed fallback={<LinkOver hint={t("invited.over")} href="/" act={t("notFound.home")} />}>
          {(found) => <Look entry={entry} token={found} />}
        </Show>
      )}
    </WithEntry>
  );
}

function Look(props: { readonly entry: Entry; readonly token: string }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const [look, setLook] = createSignal<Outcome<InvitationLook>>();
  const ask = async () => setLook(await props.entry.look(props.token));
  onMount(() => {
    void ask();
    void app.session.load();
  });
  const found = () => {
    const outcome = look();
    return outcome?.ok ? outcome.answer : undefined;
  };
  const trouble = () => {
    const outcome = look();
    return outcome === undefined || outcome.ok ? undefined : outcome.trouble;
  };
  return (
    <Switch fallback={<Coming />}>
      <Match when={trouble()?.code === "link_over"}>
        <LinkOver hint={t("invited.over")} href="/" act={t("notFound.home")} />
      </Match>
      <Match when={trouble()}>
        {(failed) => (
          <Alone title={t("invited.failed")}>
            <p role="alert" class="mt-1 mb-6 text-text-quiet">
              {troubleAdvice(t, failed())}
            </p>
            <Button class="self-start touch:h-11" onClick={() => void ask()}>
              {t("common.retry")}
            </Button>
          </Alone>
        )}
      </Match>
      <Match when={app.session.state().kind !== "unknown" && found()}>
        {(invitation) => <Invitation entry={props.entry} token={props.token} look={invitation()} />}
      </Match>
    </Switch>
  );
}

/** Who asks whom to where; below it the one act that is open to whoever looks. */
function Invitation(props: { readonly entry: Entry; readonly token: string; readonly look: InvitationLook }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const navigate = useNavigate();
  const me = () => {
    const state = app.session.state();
    return state.kind === "in" ? state.session.person : undefined;
  };
  // Where a second factor is asked for first, the workspace itself leads there.
  const accepted = (slug: string) => navigate(`/w/${slug}/leads`, { replace: true });
  return (
    <Alone title={t("invited.title", { workspace: props.look.workspace })}>
      <p class="mt-1 text-text-quiet">{t("invited.by", { name: props.look.invitedBy, role: t(`role.${props.look.role}`) })}</p>
      <div class="mt-6">
        <Switch fallback={<SignInFirst look={props.look} />}>
          <Match when={me()?.email === props.look.email}>
            <Accept entry={props.entry} token={props.token} look={props.look} onAccepted={accepted} />
          </Match>
          <Match when={me()}>{(other) => <SomebodyElse look={props.look} email={other().email} />}</Match>
          <Match when={props.look.isNew}>
            <NewPerson entry={props.entry} token={props.token} look={props.look} onAccepted={accepted} />
          </Match>
        </Switch>
      </div>
    </Alone>
  );
}
