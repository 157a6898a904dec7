import KeyRound from "lucide-solid/icons/key-round";
import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import type { Proofs } from "../../store/account.ts";
import type { Outcome } from "../../store/outcome.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { useWords } from "../../words/index.ts";
import { CodeInput } from "./CodeInput.tsx";
import { CODE_DIGITS, digitsOf } from "./digits.ts";
import { FormTrouble } from "./FormTrouble.tsx";
import { createSubmit } from "./submit.ts";

type Way = "code" | "recovery";

/** Proves who somebody is, one way at a time: the app's code, a recovery code, or a passkey. */
export function ProofForm(props: {
  readonly proofs: Proofs;
  readonly app: boolean;
  readonly passkey: boolean;
  /** What is done once it is proven. */
  readonly act: string;
  readonly onProven?: () => void;
  /** What came before this proof is over. */
  readonly onSignedOut?: () => void;
}): JSX.Element {
  const { t } = useWords();
  const form = createSubmit();
  const [way, setWay] = createSignal<Way>("code");
  const [empty, setEmpty] = createSignal(false);
  let input: HTMLInputElement | undefined;
  let passkeyButton: HTMLButtonElement | undefined;
  onMount(() => (props.app ? input : passkeyButton)?.focus());

  async function prove<A extends readonly unknown[]>(work: (...given: A) => Promise<Outcome<unknown>>, ...given: A): Promise<void> {
    const outcome = await form.run(work, ...given);
    if (outcome === null) return;
    if (outcome.ok) return props.onProven?.();
    if (outcome.trouble.code === "not_signed_in") props.onSignedOut?.();
    else if (outcome.trouble.code === "wrong_code") input?.select();
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const typed = input?.value.trim() ?? "";
    if (way() === "recovery" && typed !== "") return void prove(props.proofs.recoveryCode, typed);
    const code = digitsOf(typed);
    if (way() === "code" && code.length === CODE_DIGITS) return void prove(props.proofs.code, code);
    setEmpty(true);
    input?.focus();
  }
  function changed(): void {
    setEmpty(false);
    form.say(null);
  }
  function turn(next: Way): void {
    setWay(next);
    changed();
    input?.focus();
  }
  const error = () => {
    if (empty()) return t(way() === "code" ? "proof.codeHint" : "proof.recoveryHint");
    if (form.trouble()?.code !== "wrong_code") return undefined;
    return t(way() === "code" ? "proof.wrong" : "proof.recoveryWrong");
  };

  return (
    <form noValidate class="flex flex-col gap-4" onSubmit={submit}>
      <Show when={props.app}>
        <Switch>
          <Match when={way() === "code"}>
            <Field label={t("proof.code")} hint={t("proof.codeHint")} error={error()}>
              <CodeInput ref={(element) => (input = element)} onInput={changed} onFull={(code) => void prove(props.proofs.code, code)} />
            </Field>
          </Match>
          <Match when={way() === "recovery"}>
            <Field label={t("proof.recovery")} hint={t("proof.recoveryHint")} error={error()}>
              <TextInput
                ref={(element: HTMLInputElement) => (input = element)}
                name="recovery-code"
                size="large"
                dir="ltr"
                required
                autocomplete="off"
                autocapitalize="none"
                spellcheck={false}
                enterkeyhint="go"
                maxlength={40}
                onInput={changed}
              />
            </Field>
          </Match>
        </Switch>
      </Show>
      <FormTrouble of={form} except={["wrong_code", "not_signed_in"]} />
      <Show when={props.app}>
        <Button type="submit" variant="primary" size="large" busy={form.busy()} disabled={form.waits() > 0} class="w-full touch:h-11">
          {props.act}
        </Button>
      </Show>
      <div class="flex flex-col gap-2">
        <Show when={props.passkey}>
          <Button
            ref={passkeyButton}
            size="large"
            variant={props.app ? "quiet" : "primary"}
            busy={!props.app && form.busy()}
            disabled={form.waits() > 0}
            class="w-full touch:h-11"
            onClick={() => void prove(props.proofs.passkey)}
          >
            <Icon of={KeyRound} />
            {t("proof.passkey")}
          </Button>
        </Show>
        <Show when={props.app}>
          <Button variant="ghost" size="large" class="w-full touch:h-11" onClick={() => turn(way() === "code" ? "recovery" : "code")}>
            {t(way() === "code" ? "proof.useRecovery" : "proof.useCode")}
          </Button>
        </Show>
      </div>
    </form>
  );
}
