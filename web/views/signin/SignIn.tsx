import { useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, type JSX, onMount, Show } from "solid-js";
import type { Entry } from "../../store/entry.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { Alone } from "./Alone.tsx";
import type { Came } from "./came.ts";
import { Credentials } from "./Credentials.tsx";
import { DemoLink } from "./DemoLink.tsx";
import { Note } from "./Note.tsx";
import { ProofForm } from "./ProofForm.tsx";
import { returnPath } from "./return-path.ts";
import { startOf } from "./start.ts";
import { WithEntry } from "./WithEntry.tsx";

export function SignIn(): JSX.Element {
  return <WithEntry>{(entry) => <Steps entry={entry} />}</WithEntry>;
}

/** An email and a passkey, or a password; then, for who has one, the second factor. */
function Steps(props: { readonly entry: Entry }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const navigate = useNavigate();
  const location = useLocation<Came>();
  const [search] = useSearchParams();
  const [email, setEmail] = createSignal(location.state?.email ?? "");
  const [proving, setProving] = createSignal(false);
  const [late, setLate] = createSignal(false);

  onMount(() => {
    if (app.session.state().kind === "unknown") void app.session.load();
  });
  // However it came about: signed in here, or all along.
  createEffect(() => {
    const state = app.session.state();
    if (state.kind === "in") navigate(returnPath(search["to"], window.location.origin) ?? startOf(state.session), { replace: true });
  });
  const said = (): Came["said"] | "late" | undefined => (late() ? "late" : location.state?.said);
  const again = (tooLate: boolean) => {
    setLate(tooLate);
    setProving(false);
  };

  return (
    <Alone title={t(proving() ? "proof.title" : "signIn.title")} foot={<DemoLink />}>
      <Show
        when={proving()}
        fallback={
          <>
            <Show when={said()}>{(what) => <Note>{t(`entry.said.${what()}`)}</Note>}</Show>
            <Credentials entry={props.entry} email={email()} onEmail={setEmail} onSecondFactor={() => setProving(true)} />
          </>
        }
      >
        <p class="mt-1 text-text-quiet">{t("proof.lead")}</p>
        <div class="mt-6">
          <ProofForm proofs={props.entry} app passkey={props.entry.canPasskey} act={t("signIn.act")} onSignedOut={() => again(true)} />
        </div>
        <div class="mt-2">
          <Button variant="ghost" size="large" class="w-full text-text-quiet touch:h-11" onClick={() => again(false)}>
            {t("entry.somebodyElse")}
          </Button>
        </div>
      </Show>
    </Alone>
  );
}
