import Ellipsis from "lucide-solid/icons/ellipsis";
import MessageCircle from "lucide-solid/icons/message-circle";
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import type { Contact } from "../../../../domain/edit.ts";
import { FieldError } from "../../../ui/FieldError.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { InlineEditor } from "../../../ui/InlineEditor.tsx";
import type { MenuItem } from "../../../ui/Menu.tsx";
import { MenuButton } from "../../../ui/MenuButton.tsx";
import { useWords } from "../../../words/index.ts";
import { phoneWords } from "../../called.ts";
import { mailAddress, phoneAddress, whatsappAddress } from "../addresses.ts";
import { CopyButton } from "../CopyButton.tsx";
import { offerItems } from "../offer-items.ts";
import { reachable, unreachableWords } from "../reach.ts";
import { WayLink } from "../WayLink.tsx";
import type { Contacts } from "./contacts.ts";
import type { LeadFields } from "./lead-fields.ts";
import { MAX_EMAIL, MAX_LABEL, MAX_PHONE } from "./limits.ts";
import { takeAway } from "./near.ts";

const LINK = "touch-target relative inline-block rounded-small text-start text-accent-text hover:underline";
const ICON = "touch-target relative flex size-7 items-center justify-center rounded text-text-quiet hover:bg-pressed/60 hover:text-text";

/** One telephone or address: pressed it calls or writes; F2, or its menu, changes it. */
export function ContactLine(props: {
  readonly one: Contact;
  /** The lead's own, which lists show. */
  readonly first?: boolean;
  readonly of: LeadFields;
  readonly contacts: Contacts;
  readonly linked: boolean;
  readonly field: string;
  readonly onSave: (text: string) => boolean;
}): JSX.Element {
  const { t } = useWords();
  const [editing, setEditing] = createSignal<"value" | "label" | null>(null);
  let line: HTMLDivElement | undefined;
  const isPhone = () => props.one.kind === "phone";
  const mayEdit = () => (props.first ? props.of.mayEdit() : props.contacts.mayList());
  const shown = () =>
    isPhone() ? (phoneWords({ phone: props.one.value, isTest: props.of.row().isTest }) ?? props.one.value) : props.one.value;
  const at = () => Number(props.field.split(":")[1]);
  const address = () => {
    if (!props.linked || !reachable(props.of.row(), isPhone() ? "phone" : "email")) return null;
    return isPhone() ? phoneAddress(props.one.value) : mailAddress(props.one.value);
  };
  const end = (how: "saved" | "cancelled" | "left") => {
    setEditing(null);
    if (how !== "left") queueMicrotask(() => line?.querySelector<HTMLElement>("[data-acts]")?.focus({ preventScroll: true }));
  };
  const items = (): MenuItem[] => {
    const acts: MenuItem[] = [{ label: t("fields.contact.edit"), keys: "F2", moves: true, onSelect: () => setEditing("value") }];
    if (!props.first)
      acts.push(
        {
          label: t(props.one.label === null ? "fields.contact.addLabel" : "fields.contact.changeLabel"),
          moves: true,
          onSelect: () => setEditing("label"),
        },
        { label: t("fields.contact.first"), onSelect: () => props.contacts.makeFirst(at()) },
      );
    acts.push({
      label: t("fields.contact.remove"),
      danger: true,
      moves: true,
      // eslint-disable-next-line solid/reactivity -- runs when the choice is made
      onSelect: () => takeAway(line, () => (props.first ? void props.contacts.saveFirst(props.one.kind, "") : props.contacts.remove(at()))),
    });
    if (props.contacts.mayList() && props.contacts.mayAdd())
      acts.push(
        { separator: true },
        {
          label: t(isPhone() ? "fields.contact.anotherPhone" : "fields.contact.anotherEmail"),
          moves: true,
          onSelect: () => props.contacts.beginAdding(props.one.kind),
        },
      );
    return acts;
  };
  offerItems(
    () => `contact.${props.field}`,
    shown,
    () => (mayEdit() ? items() : []),
  );
  return (
    <div
      ref={line}
      onKeyDown={(event) => {
        if (event.key !== "F2" || editing() !== null || !mayEdit()) return;
        event.preventDefault();
        setEditing("value");
      }}
    >
      <Switch
        fallback={
          <div class="flex items-start gap-1">
            <div class="min-h-7 min-w-0 flex-1 py-1 wrap-anywhere touch:py-3">
              <Show when={address()} fallback={<Value of={shown()} phone={isPhone()} />}>
                {(href) => (
                  <WayLink row={props.of.row()} channel={isPhone() ? "phone" : "email"} to={props.one.value} href={href()} class={LINK}>
                    <Value of={shown()} phone={isPhone()} />
                  </WayLink>
                )}
              </Show>
              <Show when={props.one.label}>
                {(label) => (
                  <span class="ms-2 text-small text-text-quiet">
                    <bdi>{label()}</bdi>
                  </span>
                )}
              </Show>
            </div>
            <div class="-me-1.5 flex shrink-0 items-center gap-0.5 touch:gap-4 touch:py-2">
              <Show when={isPhone() && props.linked}>
                <WhatsApp of={props.of} phone={props.one.value} />
              </Show>
              <CopyButton text={props.one.value} label={t(isPhone() ? "lead.copyPhone" : "lead.copyEmail")} />
              <Show when={mayEdit()}>
                <MenuButton
                  variant="icon"
                  size="small"
                  data-acts=""
                  label={t("fields.contact.acts", { value: shown() })}
                  menuLabel={t("fields.contact.acts", { value: shown() })}
                  items={items()}
                  placement="bottom-end"
                >
                  <Icon of={Ellipsis} size={14} />
                </MenuButton>
              </Show>
            </div>
          </div>
        }
      >
        <Match when={editing() === "value"}>
          <InlineEditor
            label={t(`fields.${props.one.kind}`)}
            value={props.one.value}
            draft={props.of.edits.draft(props.field)}
            onCancel={() => props.of.edits.forget(props.field)}
            error={props.of.edits.error(props.field)}
            theirs={props.of.theirs}
            kind={isPhone() ? "tel" : "email"}
            maxLength={isPhone() ? MAX_PHONE : MAX_EMAIL}
            onSave={(text) => props.onSave(text)}
            onEnd={end}
          />
        </Match>
        <Match when={editing() === "label"}>
          <InlineEditor
            label={t("fields.contact.labelOf", { value: shown() })}
            value={props.one.label ?? ""}
            placeholder={t("fields.contact.label")}
            maxLength={MAX_LABEL}
            list="contact-labels"
            onSave={(text) => props.contacts.save(at(), { ...props.one, label: text === "" ? null : text })}
            onEnd={end}
          />
          <datalist id="contact-labels">
            <For each={["work", "home", "mobile", "assistant"] as const}>
              {(label) => <option value={t(`fields.contact.labels.${label}`)} />}
            </For>
          </datalist>
        </Match>
      </Switch>
      <Show when={editing() === null && props.of.edits.error(props.field)}>{(error) => <FieldError words={error()} />}</Show>
    </div>
  );
}

function WhatsApp(props: { readonly of: LeadFields; readonly phone: string }): JSX.Element {
  const { t } = useWords();
  const why = () => unreachableWords(t, props.of.row(), "whatsapp");
  return (
    <Show when={whatsappAddress(props.phone)}>
      {(address) => (
        <Show
          when={why()}
          fallback={
            <WayLink
              row={props.of.row()}
              channel="whatsapp"
              to={props.phone}
              href={address()}
              label={t("lead.whatsappNew")}
              name={t("lead.whatsapp")}
              tip={t("lead.whatsapp")}
              class={ICON}
            >
              <Icon of={MessageCircle} size={14} />
            </WayLink>
          }
        >
          {(reason) => (
            <button
              type="button"
              aria-disabled="true"
              aria-label={`${t("lead.whatsapp")}: ${reason()}`}
              data-tip={reason()}
              class={`${ICON} opacity-50`}
            >
              <Icon of={MessageCircle} size={14} />
            </button>
          )}
        </Show>
      )}
    </Show>
  );
}

/** A number reads from left to right in every language; a long address breaks behind its @ and its dots. */
function Value(props: { readonly of: string; readonly phone: boolean }): JSX.Element {
  return (
    <Show when={props.phone} fallback={<Email of={props.of} />}>
      <bdi dir="ltr" class="whitespace-nowrap tabular-nums">
        {props.of}
      </bdi>
    </Show>
  );
}

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
