import { A, useLocation } from "@solidjs/router";
import { createResource, createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { Alone } from "../signin/Alone.tsx";
import { ProofForm } from "../signin/ProofForm.tsx";

/** The console's door (SU1): a second factor, now. What was on screen is gone until then; the address one wanted stays. */
export function StepUp(props: { readonly onOpen: () => void }): JSX.Element {
  const { t } = useWords();
  const app = useApp();
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [asking, setAsking] = createSignal(true);
  const [proofs] = createResource(async () => {
    const made = await app.openAccount();
    await made.account.account.read();
    return made;
  });
  /** Whoever proved it a moment ago, by signing in, is not asked twice. */
  async function enter(): Promise<void> {
    const refused = await app.enterConsole();
    if (refused === null) return props.onOpen();
    setAsking(false);
    setFailure(refused.code === "step_up_needed" ? null : refused);
  }
  onMount(() => void enter());
  const account = () => proofs()?.account.account.value();
  const factors = () => {
    const known = account();
    // Where it cannot be told, both are offered.
    if (known === undefined) return { app: true, passkey: proofs()?.entry.canPasskey ?? false };
    return { app: known.totp, passkey: known.passkeys.length > 0 && (proofs()?.entry.canPasskey ?? false) };
  };
  return (
    <Alone title={t("gate.title")} foot={<Away />}>
      <p class="mt-1 mb-5 text-text-quiet">{t("gate.why")}</p>
      <Show when={failure()}>
        {(why) => (
          <p role="alert" class="mb-4 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
            {t("gate.failed", { reason: failureWords(t, why().code) })}
          </p>
        )}
      </Show>
      <Switch fallback={<Waiting />}>
        <Match when={!asking() && account() !== undefined && !factors().app && account()?.passkeys.length === 0}>
          <NoFactor />
        </Match>
        <Match when={!asking() && proofs()}>
          {(made) => (
            <ProofForm
              proofs={made().entry}
              app={factors().app}
              passkey={factors().passkey}
              act={t("gate.act")}
              onProven={() => void enter()}
              onSignedOut={() => app.session.ended()}
            />
          )}
        </Match>
      </Switch>
    </Alone>
  );
}

function NoFactor(): JSX.Element {
  const { t } = useWords();
  const location = useLocation();
  return (
    <>
      <p>{t("gate.none")}</p>
      <A
        href={`/account?why=second_factor&to=${encodeURIComponent(location.pathname + location.search)}`}
        class="touch-target relative mt-4 self-start rounded-small font-medium text-accent-text hover:underline"
      >
        {t("gate.setUp")}
      </A>
    </>
  );
}

function Away(): JSX.Element {
  const { t } = useWords();
  return (
    <A href="/" class="touch-target relative rounded-small text-text-quiet hover:text-text hover:underline">
      {t("gate.away")}
    </A>
  );
}

function Waiting(): JSX.Element {
  return (
    <div class="flex animate-late flex-col gap-4">
      <Skeleton class="h-4 w-24" />
      <Skeleton class="h-10 w-full" />
      <Skeleton class="h-10 w-full" />
    </div>
  );
}
