import { createSignal, type JSX, Show } from "solid-js";
import { PASSWORD_LEAST } from "../../../domain/account.ts";
import { Field } from "../../ui/Field.tsx";
import { useWords } from "../../words/index.ts";
import { PasswordInput } from "./PasswordInput.tsx";
import { missing, strengthOf } from "./strength.ts";

const BARS = ["easy", "fine", "strong"] as const;
const FILL = { easy: "bg-waiting", fine: "bg-accent", strong: "bg-live" } as const;

/** A new password, and how good the one being typed is. */
export function NewPassword(props: {
  readonly label: string;
  readonly error: string | undefined;
  readonly ref: (input: HTMLInputElement) => void;
  readonly onInput: () => void;
  readonly size?: "medium" | "large";
}): JSX.Element {
  const { t } = useWords();
  const [typed, setTyped] = createSignal("");
  const strength = () => strengthOf(typed());
  const level = () => BARS.findIndex((bar) => bar === strength());
  const said = () => {
    const is = strength();
    if (is === "short") return t("password.more", { n: missing(typed()) });
    return is === "empty" ? "" : t(`password.${is}`);
  };
  const fill = (at: number) => {
    const reached = BARS[level()];
    return reached !== undefined && at <= level() ? FILL[reached] : "bg-pressed";
  };
  return (
    <div class="flex flex-col gap-1.5">
      <Field label={props.label} hint={t("password.hint", { n: PASSWORD_LEAST })} error={props.error}>
        <PasswordInput
          isNew
          {...(props.size === undefined ? {} : { size: props.size })}
          ref={(input) => props.ref(input)}
          onInput={(value) => {
            setTyped(value);
            props.onInput();
          }}
        />
      </Field>
      {/* For those who look: who listens was told the rule, and is told when it is not met. */}
      <Show when={strength() !== "empty"}>
        <div aria-hidden="true" class="flex items-center gap-2 text-small text-text-quiet">
          <span class="flex w-24 gap-1">
            <span class={`h-1 flex-1 rounded-full transition-colors ${fill(0)}`} />
            <span class={`h-1 flex-1 rounded-full transition-colors ${fill(1)}`} />
            <span class={`h-1 flex-1 rounded-full transition-colors ${fill(2)}`} />
          </span>
          {said()}
        </div>
      </Show>
    </div>
  );
}
