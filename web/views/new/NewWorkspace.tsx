import { A, useNavigate } from "@solidjs/router";
import CircleAlert from "lucide-solid/icons/circle-alert";
import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import type { ApiFailure } from "../../store/notice.ts";
import type { Making } from "../../store/settings/making.ts";
import { Button } from "../../ui/Button.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { failureAdvice } from "../failure.ts";
import { Outside } from "../frame/outside.ts";
import { CountryField, ZoneField } from "../settings/fields.tsx";
import { guessRegion } from "../settings/regions.ts";
import { Alone } from "../signin/Alone.tsx";
import { Coming } from "../signin/Coming.tsx";
import type { Made } from "../start/made.ts";
import { createWish } from "./wish.ts";

/** A workspace of one's own. Loaded with its words; whoever is not signed in is sent to the door and comes back. */
export function NewWorkspace(): JSX.Element {
  const app = useApp();
  const words = useWords();
  const navigate = useNavigate();
  const [making, setMaking] = createSignal<Making>();
  const [missing, setMissing] = createSignal(false);
  const open = async () => {
    setMissing(false);
    const [made, , session] = await Promise.all([app.openMaking(), words.fetch("settings"), app.session.load()]);
    if (session.kind === "out") navigate("/login?to=%2Fnew", { replace: true });
    else if (words.has("settings")) setMaking(made);
    else setMissing(true);
  };
  const start = () => void open().catch(() => setMissing(true));
  onMount(start);
  return (
    <Switch fallback={<Coming />}>
      <Match when={missing()}>
        <main>
          <ErrorState title={words.t("ways.partMissing")} onRetry={start} />
        </main>
      </Match>
      <Match when={making()}>{(made) => <Form making={made()} />}</Match>
    </Switch>
  );
}

function Form(props: { readonly making: Making }): JSX.Element {
  const app = useApp();
  const { t, lang } = useWords();
  const navigate = useNavigate();
  const wish = createWish(guessRegion(navigator.languages, Intl.DateTimeFormat().resolvedOptions().timeZone), lang());
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<ApiFailure | null>(null);
  const [tried, setTried] = createSignal(false);
  let name!: HTMLInputElement;
  let slug!: HTMLInputElement;
  onMount(() => name.focus());

  const taken = () => failure()?.code === "conflict";
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    const body = wish.read();
    if (busy()) return;
    if (body === null) return (wish.nameRight() ? slug : name).focus();
    setBusy(true);
    setFailure(null);
    const made = await props.making.make(body);
    if ("failure" in made) {
      setBusy(false);
      if (made.failure.code === "not_signed_in") navigate("/login?to=%2Fnew", { replace: true });
      setFailure(made.failure);
      if (taken()) slug.focus();
      return;
    }
    // The switcher has to know it before its frame opens.
    await app.session.load();
    navigate(`/w/${made.slug}/leads`, { replace: true, state: { made: true } satisfies Made });
  }
  const slugError = () => {
    if (taken()) return t("making.slugTaken");
    return (tried() || wish.slug() !== "") && !wish.slugRight() ? t("making.slugWrong") : undefined;
  };
  return (
    <Alone
      title={t("making.title")}
      foot={
        <A href="/" class="touch-target relative rounded-small hover:text-text hover:underline">
          {t("making.back")}
        </A>
      }
    >
      <Outside />
      <p class="mt-1 text-text-quiet">{t("making.hint")}</p>
      <form method="post" action="/new" noValidate class="mt-6 flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field
          label={t("making.name")}
          hint={t("making.nameHint")}
          error={tried() && !wish.nameRight() ? t("general.nameWrong") : undefined}
        >
          <TextInput ref={name} size="large" required autocomplete="organization" value={wish.name()} onInput={wish.setName} />
        </Field>
        <Field label={t("making.slug")} hint={t("making.slugHint")} error={slugError()}>
          {/* As it stands in the address bar, in either language. */}
          <div dir="ltr">
            <TextInput
              ref={slug}
              size="large"
              dir="ltr"
              required
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              value={wish.slug()}
              before={<span class="text-text-quiet">/w/</span>}
              onInput={(text) => {
                wish.setSlug(text);
                setFailure(null);
              }}
            />
          </div>
        </Field>
        <CountryField value={wish.country()} onPick={wish.setCountry} />
        <ZoneField value={wish.timeZone()} onPick={wish.setTimeZone} />
        <Show when={!taken() && failure()}>
          {(why) => (
            <div role="alert" class="flex items-start gap-2 rounded bg-overdue-ground px-3 py-2 text-overdue-text">
              <Icon of={CircleAlert} size={14} class="mt-0.75" />
              <div class="min-w-0">
                <Show when={why().code === "second_factor_needed"} fallback={<p>{failureAdvice(t, why().code)}</p>}>
                  <p>{t("making.factorHint")}</p>
                  <A href="/account?why=second_factor&to=%2Fnew" class="font-medium underline">
                    {t("making.factor")}
                  </A>
                </Show>
                <Show when={why().request}>{(id) => <p class="select-all text-small">{t("common.request", { id: id() })}</p>}</Show>
              </div>
            </div>
          )}
        </Show>
        <Button type="submit" variant="primary" size="large" busy={busy()} class="mt-1 w-full touch:h-11">
          <span class="max-w-72 truncate">{wish.nameRight() ? t("making.act", { name: wish.name().trim() }) : t("making.actPlain")}</span>
        </Button>
      </form>
    </Alone>
  );
}
