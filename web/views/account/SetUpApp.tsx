import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { AuthAnswer } from "../../../domain/account.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { CopyButton } from "../lead/CopyButton.tsx";
import { CodeInput } from "../signin/CodeInput.tsx";
import { CODE_DIGITS, digitsOf } from "../signin/digits.ts";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { createSubmit } from "../signin/submit.ts";
import { AskPassword } from "./AskPassword.tsx";
import { inFours, secretOf } from "./authenticator.ts";
import { useAccount } from "./context.tsx";

const QrCode = lazyPart(async () => (await import("./QrCode.tsx")).QrCode);

/** Password, then the app and its first code. `onOn` with the recovery codes, which are shown this once. */
export function SetUpApp(props: { readonly onOn: (codes: readonly string[]) => void; readonly onCancel: () => void }): JSX.Element {
  const { t } = useWords();
  const { own } = useAccount();
  const [begun, setBegun] = createSignal<AuthAnswer>();
  return (
    <>
      <p class="text-small font-medium text-text-quiet">{t("account.step", { part: begun() === undefined ? "1" : "2", whole: "3" })}</p>
      <Show
        when={begun()}
        fallback={
          <AskPassword
            act={t("entry.next")}
            work={(password) => own.setUpApp(password)}
            onDone={setBegun}
            onCancel={() => props.onCancel()}
          />
        }
      >
        {(answer) => (
          <FirstCode
            address={answer().totp ?? ""}
            onOn={() => props.onOn(answer().recoveryCodes ?? [])}
            onCancel={() => props.onCancel()}
          />
        )}
      </Show>
    </>
  );
}

function FirstCode(props: { readonly address: string; readonly onOn: () => void; readonly onCancel: () => void }): JSX.Element {
  const { t } = useWords();
  const { own } = useAccount();
  const form = createSubmit();
  const [empty, setEmpty] = createSignal(false);
  let input!: HTMLInputElement;
  let lead!: HTMLParagraphElement;
  // On a phone a field with the focus brings a keyboard over what is to be scanned or copied first.
  onMount(() => (window.matchMedia("(pointer: coarse)").matches ? lead : input).focus());
  const secret = () => secretOf(props.address) ?? "";

  async function turnOn(code: string): Promise<void> {
    const outcome = await form.run(() => own.turnOn(code));
    if (outcome?.ok) props.onOn();
    else if (outcome?.trouble.code === "wrong_code") input.select();
  }
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const code = digitsOf(input.value);
    setEmpty(code.length < CODE_DIGITS);
    if (empty()) input.focus();
    else void turnOn(code);
  }
  const changed = () => {
    setEmpty(false);
    form.say(null);
  };
  return (
    <form noValidate class="flex flex-col gap-5 sm:flex-row sm:items-start" onSubmit={submit}>
      <div class="flex size-45 shrink-0 items-center justify-center rounded border border-line bg-[#fff] p-2">
        <QrCode text={props.address} label={t("account.qr")} />
      </div>
      <div class="flex min-w-0 max-w-80 flex-1 flex-col gap-4">
        <div class="flex flex-col gap-1">
          <p ref={lead} tabindex="-1" class="outline-none">
            {t("account.scan")}
          </p>
          <a
            href={props.address.startsWith("otpauth://") ? props.address : undefined}
            class="hidden h-11 items-center self-start rounded text-accent-text hover:underline touch:flex"
          >
            {t("account.openApp")}
          </a>
          <p class="text-text-quiet">{t("account.orType")}</p>
          <p class="flex items-center gap-1">
            <code dir="ltr" class="min-w-0 font-mono text-small break-words select-all">
              {inFours(secret())}
            </code>
            <CopyButton text={secret()} label={t("account.copySecret")} />
          </p>
        </div>
        <Field label={t("proof.code")} hint={t("account.firstCode")} error={error()}>
          <CodeInput ref={(element) => (input = element)} onInput={changed} onFull={(code) => void turnOn(code)} />
        </Field>
        <FormTrouble of={form} except={["wrong_code"]} />
        <div class="flex gap-2">
          <Button type="submit" variant="primary" busy={form.busy()} disabled={form.waits() > 0} class="touch:h-11">
            {t("account.turnOn")}
          </Button>
          <Button class="touch:h-11" onClick={() => props.onCancel()}>
            {t("common.cancel")}
          </Button>
        </div>
      </div>
    </form>
  );

  function error(): string | undefined {
    if (empty()) return t("proof.codeHint");
    return form.trouble()?.code === "wrong_code" ? t("proof.wrong") : undefined;
  }
}
