import { A, useNavigate, useSearchParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { createEffect, createResource, type JSX, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { Account, OwnAccount } from "../../store/account.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { createNow } from "../../ui/now.ts";
import { lazyPart } from "../../ui/part.tsx";
import { Skeleton, SkeletonGroup, SkeletonRows } from "../../ui/Skeleton.tsx";
import { useWords } from "../../words/index.ts";
import { NowContext, useApp } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { Outside } from "../frame/outside.ts";
import { LanguageSwitch } from "../signin/LanguageSwitch.tsx";
import { returnPath } from "../signin/return-path.ts";
import { startOf } from "../signin/start.ts";
import { AccountContext, type AccountPage } from "./context.tsx";
import { FactorBanner } from "./FactorBanner.tsx";
import { needOf } from "./need.ts";
import { Password } from "./Password.tsx";
import { Passkeys } from "./Passkeys.tsx";
import { Profile } from "./Profile.tsx";
import { SecondFactor } from "./SecondFactor.tsx";
import { Sessions } from "./Sessions.tsx";
import { SignOut } from "./SignOut.tsx";
import { useWayBack } from "./way-back.ts";

const Notifications = lazyPart(async () => (await import("./notify/Notifications.tsx")).Notifications);
const ConfirmDialog = lazyPart(async () => (await import("./ConfirmDialog.tsx")).ConfirmDialog);

/** Who one is here, how one comes in, and where one is signed in. */
export function AccountView(): JSX.Element {
  const app = useApp();
  const words = useWords();
  const { t } = words;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [opened, { refetch }] = createResource(async () => {
    const [made] = await Promise.all([app.openAccount(), words.fetch("account")]);
    return { own: words.has("account") ? made.account : null };
  });
  createEffect(() => (document.title = t("app.title", { page: t("nav.account") })));
  onCleanup(() => (document.title = t("app.name")));
  onMount(() => void app.session.load());
  createEffect(() => {
    if (app.session.state().kind === "out")
      navigate(`/login?to=${encodeURIComponent(window.location.pathname + window.location.search)}`, { replace: true });
  });
  const to = () => returnPath(search["to"], window.location.origin);
  const start = () => {
    const state = app.session.state();
    return state.kind === "in" ? startOf(state.session) : "/";
  };

  return (
    <NowContext.Provider value={createNow()}>
      <Outside />
      <div class="flex min-h-dvh flex-col print:invisible">
        <header class="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-2 border-b border-line bg-raised ps-2 pe-4 pt-[env(safe-area-inset-top)]">
          <A
            href={to() ?? start()}
            class="touch-target relative flex h-8 items-center gap-1.5 rounded px-2 text-text-quiet hover:bg-pressed/60 hover:text-text"
          >
            <Icon of={ArrowLeft} class="rtl:-scale-x-100" />
            {t("common.back")}
          </A>
          <h1 class="min-w-0 flex-1 truncate text-title font-semibold">{t("nav.account")}</h1>
          <SignOut />
        </header>
        <main id="main" class="flex flex-1 flex-col items-center bg-ground px-3 py-4 sm:px-6 sm:py-8">
          <div class="flex w-full max-w-170 flex-col gap-4">
            <Show when={opened()} fallback={<Starting />}>
              {(made) => (
                <Show when={made().own} fallback={<ErrorState title={t("ways.partMissing")} onRetry={() => void refetch()} />}>
                  {(own) => <Opened own={own()} asked={search["why"] === "second_factor"} to={to() ?? start()} />}
                </Show>
              )}
            </Show>
            <footer class="text-text-quiet">
              <LanguageSwitch />
            </footer>
          </div>
        </main>
      </div>
    </NowContext.Provider>
  );
}

function Opened(props: { readonly own: OwnAccount; readonly asked: boolean; readonly to: string }): JSX.Element {
  const { t } = useWords();
  const read = () => props.own.account.read();
  onMount(() => {
    void read();
    void props.own.sessions.read();
  });
  return (
    <Switch fallback={<Starting />}>
      <Match when={props.own.account.value()}>
        {(account) => <Sections own={props.own} account={account()} asked={props.asked} to={props.to} />}
      </Match>
      <Match when={props.own.account.failure()}>
        {(failure) => (
          <ErrorState
            title={t("account.failed")}
            hint={failureAdvice(t, failure().code)}
            {...(failure().request === null ? {} : { request: failure().request ?? "" })}
            onRetry={() => void read()}
          />
        )}
      </Match>
    </Switch>
  );
}

function Sections(props: {
  readonly own: OwnAccount;
  readonly account: Account;
  readonly asked: boolean;
  readonly to: string;
}): JSX.Element {
  const navigate = useNavigate();
  const need = () => needOf(props.account, props.asked);
  const goOn = () => void (need() === "met" && navigate(props.to, { replace: true }));
  const confirm = async () => void ((await props.own.confirm()) && (await props.own.account.read(), goOn()));
  // Who was led here only to prove a factor that is there has nothing else to do.
  onMount(() => props.asked && need() === "confirm" && void confirm());
  const page: AccountPage = {
    get own() {
      return props.own;
    },
    account: () => props.account,
    did: useWayBack(),
    goOn,
  };
  return (
    <AccountContext.Provider value={page}>
      <FactorBanner need={need()} asked={props.asked} onConfirm={() => void confirm()} onGoOn={goOn} />
      {/* Who was led here for a second factor finds that first. */}
      <Show when={props.asked}>
        <SecondFactor />
        <Passkeys />
      </Show>
      <Profile />
      <Notifications />
      <Password />
      <Show when={!props.asked}>
        <SecondFactor />
        <Passkeys />
      </Show>
      <Sessions />
      <ConfirmDialog open={props.own.confirming()} />
    </AccountContext.Provider>
  );
}

function Starting(): JSX.Element {
  const { t } = useWords();
  return (
    <SkeletonGroup label={t("common.loading")}>
      <div class="flex flex-col gap-4">
        <SkeletonRows
          count={3}
          row={() => (
            <div class="rounded-large border border-line bg-raised p-5">
              <Skeleton class="h-4 w-32" />
              <Skeleton class="mt-5 h-3 w-64 max-w-full" />
              <Skeleton class="mt-3 h-3 w-48" />
            </div>
          )}
        />
      </div>
    </SkeletonGroup>
  );
}
