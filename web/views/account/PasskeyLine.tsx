import KeyRound from "lucide-solid/icons/key-round";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import type { PasskeyRow } from "../../store/account.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { type Translate, useWords } from "../../words/index.ts";
import { useNow } from "../context.tsx";
import { FormTrouble } from "../signin/FormTrouble.tsx";
import { createSubmit } from "../signin/submit.ts";
import { useAccount } from "./context.tsx";
import { Line } from "./Section.tsx";

export function passkeyName(t: Translate, row: PasskeyRow | undefined): string {
  return row?.name ?? t("passkey.noName");
}

export function PasskeyLine(props: { readonly row: PasskeyRow; readonly onRemove: () => void }): JSX.Element {
  const { t, format } = useWords();
  const now = useNow();
  const [renaming, setRenaming] = createSignal(false);
  const about = () => {
    const since = props.row.createdAt;
    const added = since === null ? null : t("passkey.since", { day: format().date(since, now()) });
    const where = t(props.row.backedUp ? "passkey.synced" : "passkey.oneDevice");
    return added === null ? where : `${added} · ${where}`;
  };
  return (
    <li class="py-3 first:pt-0 last:pb-0">
      <Show when={renaming()} fallback={<Shown />}>
        <Rename row={props.row} onEnd={() => setRenaming(false)} />
      </Show>
    </li>
  );

  function Shown(): JSX.Element {
    return (
      <Line
        end={
          <>
            <Button class="touch:h-11" onClick={() => setRenaming(true)}>
              {t("passkey.rename")}
            </Button>
            <Button class="touch:h-11" onClick={() => props.onRemove()}>
              {t("account.remove")}
            </Button>
          </>
        }
      >
        <div class="flex items-start gap-2.5">
          <Icon of={KeyRound} class="mt-0.5 text-text-quiet" />
          <div class="min-w-0">
            <p class="truncate font-medium">
              <bdi>{passkeyName(t, props.row)}</bdi>
            </p>
            <p class="text-small text-text-quiet">{about()}</p>
          </div>
        </div>
      </Line>
    );
  }
}

function Rename(props: { readonly row: PasskeyRow; readonly onEnd: () => void }): JSX.Element {
  const { t } = useWords();
  const { own } = useAccount();
  const form = createSubmit();
  let name!: HTMLInputElement;
  onMount(() => name.select());
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = name.value.trim();
    if (given === "") return name.focus();
    if (given === props.row.name) return props.onEnd();
    const outcome = await form.run(own.renamePasskey, props.row.id, given);
    if (outcome?.ok) props.onEnd();
  }
  return (
    <form noValidate class="flex flex-col gap-2" onSubmit={(event) => void submit(event)}>
      <div class="flex flex-wrap gap-2">
        <TextInput
          ref={name}
          aria-label={t("passkey.name")}
          dir="auto"
          maxlength={120}
          autocomplete="off"
          value={props.row.name ?? ""}
          class="min-w-0 flex-1 basis-48"
          onKeyDown={(event) => {
            if (event.key === "Escape") props.onEnd();
          }}
        />
        <Button type="submit" variant="primary" busy={form.busy()} class="touch:h-11">
          {t("common.save")}
        </Button>
        <Button class="touch:h-11" onClick={() => props.onEnd()}>
          {t("common.cancel")}
        </Button>
      </div>
      <FormTrouble of={form} />
    </form>
  );
}
