import MessageCircle from "lucide-solid/icons/message-circle";
import { type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../domain/lead.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { mailAddress, phoneAddress, whatsappAddress } from "./addresses.ts";
import { CopyButton } from "./CopyButton.tsx";
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
          <Show when={props.row.phone}>
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
        <Show when={props.row.phone} fallback={<span class="text-text-quiet">{t("lead.noPhone")}</span>}>
          {(phone) => (
            <Show when={props.linked && phoneAddress(phone())} fallback={<Number of={phone()} />}>
              {(address) => (
                <a href={address()} class={LINK}>
                  <Number of={phone()} />
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
        <Show when={props.row.email} fallback={<span class="text-text-quiet">{t("lead.noEmail")}</span>}>
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

function Number(props: { readonly of: string }): JSX.Element {
  return (
    <bdi dir="ltr" class="tabular-nums">
      {props.of}
    </bdi>
  );
}

/** A long one breaks behind its @ first. */
function Email(props: { readonly of: string }): JSX.Element {
  const domain = () => props.of.lastIndexOf("@") + 1;
  return (
    <bdi dir="ltr">
      {props.of.slice(0, domain())}
      <wbr />
      {props.of.slice(domain())}
    </bdi>
  );
}
