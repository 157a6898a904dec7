import Check from "lucide-solid/icons/check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { ROLES, type Role } from "../../../domain/rights.ts";
import type { ApiFailure } from "../../store/notice.ts";
import type { Invited } from "../../store/settings/people.ts";
import { Button } from "../../ui/Button.tsx";
import { CheckList } from "../../ui/CheckList.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { RadioList } from "../../ui/RadioList.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { actorHere } from "../rights.ts";
import { MOST_ADDRESSES, readAddresses } from "./addresses.ts";
import { useSettings } from "./context.tsx";

/** Several people at once, into one role and its teams; each address has its own result. */
export function InviteDialog(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }): JSX.Element {
  const { t, format } = useWords();
  const { people } = useSettings();
  const workspace = useWorkspace();
  const [text, setText] = createSignal("");
  const [role, setRole] = createSignal<Role>("agent");
  const [teams, setTeams] = createSignal<readonly string[]>([]);
  const offered = () => (people.read.value()?.teams ?? []).filter(({ retired }) => retired !== true);
  const [wrong, setWrong] = createSignal<string>();
  const [results, setResults] = createSignal<readonly Invited[] | null>(null);
  const read = createMemo(() => readAddresses(text()));
  const busy = () => results()?.some((one) => one.state === "sending") ?? false;
  // An admin makes no owner.
  const roles = () => ROLES.filter((one) => one !== "owner" || actorHere(workspace)?.role === "owner");
  const anew = () => {
    setText("");
    setResults(null);
    setWrong(undefined);
  };
  /** Whoever opens it again invites somebody else, however it was closed. */
  const change = (open: boolean) => {
    props.onOpenChange(open);
    if (!open && !busy()) anew();
  };
  /** What had the focus is gone with the form, or with what came of it. */
  let inside: HTMLDivElement | undefined;
  const refocus = () => queueMicrotask(() => (inside?.querySelector<HTMLElement>("textarea") ?? inside)?.focus({ preventScroll: true }));
  const again = () => {
    anew();
    refocus();
  };
  const send = () => {
    const { right, wrong: bad } = read();
    if (bad.length > 0) return setWrong(t("invite.wrong", { n: bad.length, list: format().list(bad.slice(0, 5)) }));
    if (right.length === 0) return setWrong(t("invite.none"));
    if (right.length > MOST_ADDRESSES) return setWrong(t("invite.most", { n: format().number(MOST_ADDRESSES) }));
    void people.invite(right, role(), teams(), setResults);
    refocus();
  };
  return (
    <Dialog
      form
      open={props.open}
      onOpenChange={change}
      size="medium"
      title={t("invite.title")}
      description={t("invite.hint")}
      footer={
        <Show
          when={results() === null}
          fallback={
            <>
              <Button class="touch:h-11" disabled={busy()} onClick={again}>
                {t("invite.again")}
              </Button>
              <Button variant="primary" class="touch:h-11" busy={busy()} onClick={() => change(false)}>
                {t("invite.done")}
              </Button>
            </>
          }
        >
          <Button class="touch:h-11" onClick={() => props.onOpenChange(false)}>
            {t("common.cancel")}
          </Button>
          <Button variant="primary" class="touch:h-11" onClick={send}>
            {read().right.length === 0 ? t("invite.sendPlain") : t("invite.send", { n: read().right.length })}
          </Button>
        </Show>
      }
    >
      <div ref={inside} tabindex="-1" class="outline-none">
        <Show when={results()} fallback={form()}>
          {(all) => (
            <ul class="flex flex-col" aria-live="polite">
              <For each={all()}>{(one) => <Result of={one} />}</For>
            </ul>
          )}
        </Show>
      </div>
    </Dialog>
  );

  function form(): JSX.Element {
    return (
      <div class="flex flex-col gap-5">
        <Field label={t("invite.emails")} hint={t("invite.emailsHint")} error={wrong()}>
          <TextArea
            rows={4}
            dir="ltr"
            spellcheck={false}
            autocapitalize="none"
            value={text()}
            onInput={(next) => {
              setText(next);
              setWrong(undefined);
            }}
          />
        </Field>
        <RadioList
          legend={t("invite.role")}
          value={role()}
          options={roles().map((one) => ({ value: one, label: t(`role.${one}`), hint: t(`invite.roleHint.${one}`) }))}
          onChange={(to) => setRole(ROLES.find((one) => one === to) ?? "agent")}
        />
        <Show when={offered().length > 0}>
          <CheckList
            legend={t("invite.teams")}
            options={offered().map((team) => ({ value: team.id, label: team.name }))}
            chosen={teams()}
            onChange={setTeams}
            row
          />
        </Show>
      </div>
    );
  }
}

function Result(props: { readonly of: Invited }): JSX.Element {
  const { t } = useWords();
  // Which of several things it is, the server says beside the code.
  const why = (failure: ApiFailure) =>
    failure.code === "conflict"
      ? t(failure.why === "member" ? "invite.memberAlready" : "invite.invitedAlready")
      : failureWords(t, failure.code);
  return (
    <li class="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line/60 py-1.5 last:border-0">
      <bdi dir="ltr" class="min-w-0 flex-1 basis-52 truncate rtl:text-end">
        {props.of.email}
      </bdi>
      <Switch>
        <Match when={props.of.state === "sending"}>
          <span class="flex items-center gap-1.5 text-small text-text-quiet">
            <Spinner />
            {t("invite.sending")}
          </span>
        </Match>
        <Match when={props.of.state === "sent"}>
          <span class="flex items-center gap-1.5 text-small text-live-text">
            <Icon of={Check} size={14} />
            {t("invite.sent")}
          </span>
        </Match>
        <Match when={props.of.failure}>
          {(failure) => (
            <span class="flex items-center gap-1.5 text-small text-overdue-text">
              <Icon of={CircleAlert} size={14} />
              {why(failure())}
            </span>
          )}
        </Match>
      </Switch>
    </li>
  );
}
