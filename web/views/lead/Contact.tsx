import MessageCircle from "lucide-solid/icons/message-circle";
import { For, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import type { Maskable } from "../../../domain/rights.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { phoneWords } from "../called.ts";
import { mailAddress, phoneAddress, whatsappAddress } from "./addresses.ts";
import { CopyButton } from "./CopyButton.tsx";
import { Masked } from "../Masked.tsx";
import { Fact, Facts } from "./Facts.tsx";

const LINK = "touch-target relative inline-block rounded-small text-accent-text hover:underline";

/** How to reach the person: to press, to read out, to copy. */
export function Contact(props: { readonly row: LeadRow; readonly linked: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <Facts>
      <Fact
        pressed
        label={t("lead.phone")}
        end={
          <Show when={phoneWords(props.row) !== null && props.row.phone}>
            {(phone) => (
              <>
                <Show when={props.linked && whatsappAddress(phone())}>
                  {(address) => (
                    <a
                      href={address()}
                      target="_blank"
                      rel="noopener"
                      aria-label={t("lead.whatsappNew")}
                      data-tip={t("lead.whatsapp")}
                      class="touch-target relative flex size-7 items-center justify-center rounded text-text-quiet hover:bg-pressed/60 hover:text-text"
                    >
                      <Icon of={MessageCircle} size={14} />
                    </a>
                  )}
                </Show>
                <CopyButton text={phone()} label={t("lead.copyPhone")} />
              </>
            )}
          </Show>
        }
      >
        <Show when={phoneWords(props.row)} fallback={<Missing row={props.row} field="phone" words={t("lead.noPhone")} />}>
          {(shown) => (
            <Show when={props.linked && phoneAddress(props.row.phone ?? "")} fallback={<Number of={shown()} />}>
              {(address) => (
                <a href={address()} class={LINK}>
                  <Number of={shown()} />
                </a>
              )}
            </Show>
          )}
        </Show>
      </Fact>
      <Fact
        pressed
        label={t("lead.email")}
        end={<Show when={props.row.email}>{(email) => <CopyButton text={email()} label={t("lead.copyEmail")} />}</Show>}
      >
        <Show when={props.row.email} fallback={<Missing row={props.row} field="email" words={t("lead.noEmail")} />}>
          {(email) => (
            <Show when={props.linked && mailAddress(email())} fallback={<Email of={email()} />}>
              {(address) => (
                <a href={address()} class={LINK}>
                  <Email of={email()} />
                </a>
              )}
            </Show>
          )}
        </Show>
      </Fact>
    </Facts>
  );
}

/** Not there, or kept from whoever reads it (PV2). */
function Missing(props: { readonly row: LeadRow; readonly field: Maskable; readonly words: string }): JSX.Element {
  return (
    <Show when={props.row.masked?.includes(props.field)} fallback={<span class="text-text-quiet">{props.words}</span>}>
      <Masked />
    </Show>
  );
}

function Number(props: { readonly of: string }): JSX.Element {
  return (
    <bdi dir="ltr" class="tabular-nums">
      {props.of}
    </bdi>
  );
}

/** A long one breaks behind its @ and its dots. */
function Email(props: { readonly of: string }): JSX.Element {
  return (
    <bdi dir="ltr">
      <For each={props.of.split(/(?<=[@.])/)}>
        {(part) => (
          <>
            {part}
            <wbr />
          </>
        )}
      </For>
    </bdi>
  );
}
