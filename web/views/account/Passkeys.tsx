import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import type { PasskeyRow } from "../../store/account.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { createSubmit } from "../signin/submit.ts";
import { browserWords } from "./browser-words.ts";
import { useAccount } from "./context.tsx";
import { passkeyName, PasskeyLine } from "./PasskeyLine.tsx";
import { Section, Steps } from "./Section.tsx";

const AskDialog = lazyPart(async () => (await import("./AskDialog.tsx")).AskDialog);

export function Passkeys(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const { own, account } = useAccount();
  const form = createSubmit();
  const [adding, setAdding] = createSignal(false);
  const [removing, setRemoving] = createSignal<PasskeyRow>();
  const [asking, setAsking] = createSignal(false);
  const last = () => account().mustHaveSecondFactor && !account().totp && account().passkeys.length === 1;
  async function remove(): Promise<void> {
    const row = removing();
    if (row === undefined) return;
    const outcome = await form.run(() => own.removePasskey(row.id));
    if (outcome?.ok) app.toasts.show({ id: "passkey", text: t("passkey.removed", { name: passkeyName(t, row) }) });
  }
  return (
    <Section title={t("passkey.title")} hint={t("passkey.hint")}>
      <Show when={account().passkeys.length > 0}>
        <ul class="flex flex-col divide-y divide-line">
          <For each={account().passkeys}>
            {(row) => (
              <PasskeyLine
                row={row}
                onRemove={() => {
                  setRemoving(row);
                  setAsking(true);
                }}
              />
            )}
          </For>
        </ul>
      </Show>
      <FormTrouble of={form} />
      <Show when={own.canPasskey} fallback={<p class="text-text-quiet">{t("passkey.unusable")}</p>}>
        <Show
          when={adding()}
          fallback={
            <div>
              <Button class="touch:h-11" onClick={() => setAdding(true)}>
                {t("passkey.add")}
              </Button>
            </div>
          }
        >
          <Add onEnd={() => setAdding(false)} />
        </Show>
      </Show>
      <AskDialog
        open={asking()}
        onOpenChange={setAsking}
        title={t("passkey.removeTitle", { name: passkeyName(t, removing()) })}
        hint={t(last() ? "account.removeLast" : "passkey.removeHint")}
        act={t("passkey.remove")}
        onAct={() => void remove()}
      />
    </Section>
  );
}

function Add(props: { readonly onEnd: () => void }): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const { own, goOn } = useAccount();
  const form = createSubmit();
  let name!: HTMLInputElement;
  onMount(() => name.select());
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = name.value.trim();
    if (given === "") return name.focus();
    const outcome = await form.run(() => own.addPasskey(given));
    if (!outcome?.ok) return;
    app.toasts.show({ id: "passkey", tone: "live", text: t("passkey.added", { name: given }) });
    props.onEnd();
    goOn();
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Steps>
        <Field label={t("passkey.name")} hint={t("passkey.nameHint")}>
          <TextInput
            ref={name}
            name="passkey-name"
            dir="auto"
            required
            maxlength={120}
            autocomplete="off"
            // Marks of direction are for the screen: a name is kept as it would be typed.
            value={browserWords(t, navigator.userAgent).replace(/[\u2066-\u2069]/g, "")}
            onInput={() => form.say(null)}
          />
        </Field>
        <FormTrouble of={form} />
        <div class="flex gap-2">
          <Button type="submit" variant="primary" busy={form.busy()} disabled={form.waits() > 0} class="touch:h-11">
            {t("passkey.add")}
          </Button>
          <Button class="touch:h-11" onClick={() => props.onEnd()}>
            {t("common.cancel")}
          </Button>
        </div>
      </Steps>
    </form>
  );
}
