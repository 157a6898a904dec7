import { For, Index, type JSX, Show, untrack } from "solid-js";
import type { Bannable } from "../../../domain/lead.ts";
import { InlineEditor } from "../../ui/InlineEditor.tsx";
import { InlineText } from "../../ui/InlineText.tsx";
import { lazyPart } from "../../ui/part.tsx";
import { useWords } from "../../words/index.ts";
import { Masked } from "../Masked.tsx";
import { ChannelNotes } from "./fields/ChannelNotes.tsx";
import { ContactLine } from "./fields/ContactLine.tsx";
import { type ContactKind, createContacts } from "./fields/contacts.ts";
import { FieldRow, Read } from "./fields/FieldRow.tsx";
import type { LeadFields } from "./fields/lead-fields.ts";
import { MAX_EMAIL, MAX_PHONE } from "./fields/limits.ts";

const Unticked = lazyPart(async () => (await import("./fields/Unticked.tsx")).Unticked);

/** A telephone is also how WhatsApp finds them. */
const CHANNELS: Readonly<Record<ContactKind, readonly Bannable[]>> = { phone: ["phone", "whatsapp"], email: ["email"] };

/** How to reach the person: to press, to read out, to copy, to change. */
export function Contacts(props: { readonly of: LeadFields; readonly linked: boolean }): JSX.Element {
  const { t } = useWords();
  const contacts = createContacts(untrack(() => props.of));
  /** Those of the lead's forms, where one has a box that was left unticked. */
  const forms = () => {
    const all = props.of.opened.detail()?.submissions ?? [];
    return all.some(({ consents }) => consents.some(({ given }) => !given)) ? all : undefined;
  };
  return (
    <>
      <For each={["phone", "email"] as const}>
        {(kind) => (
          <FieldRow field={kind} label={t(`fields.${kind}`)}>
            <Show
              when={!props.of.row().masked?.includes(kind)}
              fallback={
                <Read>
                  <Masked />
                </Read>
              }
            >
              <Show when={contacts.first(kind)} fallback={<Nothing kind={kind} contacts={contacts} of={props.of} />}>
                {(value) => (
                  <ContactLine
                    one={{ kind, value: value(), label: null }}
                    first
                    contacts={contacts}
                    of={props.of}
                    linked={props.linked}
                    field={kind}
                    onSave={(text) => contacts.saveFirst(kind, text)}
                  />
                )}
              </Show>
              <Index each={contacts.further(kind)}>
                {(one) => (
                  <ContactLine
                    one={one().contact}
                    contacts={contacts}
                    of={props.of}
                    linked={props.linked}
                    field={`contacts:${one().at}`}
                    onSave={(text) => contacts.save(one().at, { ...one().contact, value: text })}
                  />
                )}
              </Index>
              <Show when={contacts.adding() === kind}>
                <Adding kind={kind} contacts={contacts} of={props.of} />
              </Show>
            </Show>
            <ChannelNotes row={props.of.row()} channels={CHANNELS[kind]} />
            <Show when={forms()}>{(submissions) => <Unticked submissions={submissions()} channels={CHANNELS[kind]} />}</Show>
          </FieldRow>
        )}
      </For>
      <Show when={forms()}>
        {(submissions) => <Unticked submissions={submissions()} channels={["messenger"]} alone={t("story.channel.messenger")} />}
      </Show>
    </>
  );
}

type PartProps = { readonly kind: ContactKind; readonly contacts: ReturnType<typeof createContacts>; readonly of: LeadFields };

function Nothing(props: PartProps): JSX.Element {
  const { t } = useWords();
  const words = () => t(props.kind === "phone" ? "lead.noPhone" : "lead.noEmail");
  return (
    <Show
      when={props.of.mayEdit()}
      fallback={
        <Read>
          <span class="text-text-quiet">{words()}</span>
        </Read>
      }
    >
      <InlineText
        label={t(`fields.${props.kind}`)}
        name={t("fields.editEmpty", { field: t(`fields.${props.kind}`), add: t(`fields.add.${props.kind}`) })}
        empty={t(`fields.add.${props.kind}`)}
        value=""
        draft={props.of.edits.draft(props.kind)}
        onCancel={() => props.of.edits.forget(props.kind)}
        error={props.of.edits.error(props.kind)}
        theirs={props.of.theirs}
        kind={props.kind === "phone" ? "tel" : "email"}
        maxLength={props.kind === "phone" ? MAX_PHONE : MAX_EMAIL}
        onSave={(text) => props.contacts.saveFirst(props.kind, text)}
      />
    </Show>
  );
}

function Adding(props: PartProps): JSX.Element {
  const { t } = useWords();
  return (
    <InlineEditor
      label={t(props.kind === "phone" ? "fields.contact.anotherPhone" : "fields.contact.anotherEmail")}
      value=""
      error={props.of.edits.error("contacts:new")}
      draft={props.of.edits.draft("contacts:new")}
      onCancel={() => props.of.edits.forget("contacts:new")}
      kind={props.kind === "phone" ? "tel" : "email"}
      maxLength={props.kind === "phone" ? MAX_PHONE : MAX_EMAIL}
      onSave={(text) => props.contacts.add(props.kind, text)}
      onEnd={() => props.contacts.endAdding()}
    />
  );
}
