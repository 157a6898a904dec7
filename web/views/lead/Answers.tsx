import { createUniqueId, For, type JSX, Show } from "solid-js";
import type { SubmissionRow } from "../../../domain/api.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { Masked } from "../Masked.tsx";
import { Section } from "./Facts.tsx";
import { askedElse } from "./asked.ts";
import { Consents } from "./Consents.tsx";

/** What the person answered, in the form's own words; a form sent again is a block of its own, newest first. */
export function Answers(props: { readonly submissions: readonly SubmissionRow[]; readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  return (
    <Show when={props.submissions.length > 0}>
      <Section title={t("lead.answers")}>
        <div class="flex flex-col gap-6">
          <For each={props.submissions}>{(submission) => <Sent submission={submission} row={props.row} />}</For>
        </div>
      </Section>
    </Show>
  );
}

function Sent(props: { readonly submission: SubmissionRow; readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const id = createUniqueId();
  const form = () => props.submission.formName ?? workspace.directory.form(props.submission.form)?.name;
  // Of a test nothing stands at the top of the page: Meta's texts are answers like any other.
  const asked = () => askedElse(props.submission.answers, props.row.isTest ? { name: "", phone: null, email: null } : props.row);
  return (
    <article aria-labelledby={id} class="flex flex-col gap-3">
      <header id={id} class="flex items-baseline justify-between gap-3 text-small text-text-quiet">
        <span class="min-w-0 wrap-anywhere" dir="auto">
          {form() ?? t("lead.form")}
        </span>
        <When at={props.submission.submittedAt} now={now} />
      </header>
      <Show when={asked().length > 0} fallback={<p class="text-text-quiet">{t("lead.noAnswers")}</p>}>
        <dl class="flex flex-col gap-3">
          <For each={asked()}>
            {(answer) => (
              <div class="flex flex-col gap-0.5">
                <dt class="text-small text-text-quiet wrap-anywhere">
                  <bdi>{answer.label}</bdi>
                </dt>
                <For each={answer.shown.filter((value) => value.trim() !== "")} fallback={<Nothing masked={answer.masked ?? false} />}>
                  {(value) => (
                    <dd class="whitespace-pre-line wrap-anywhere">
                      <bdi>{value}</bdi>
                    </dd>
                  )}
                </For>
              </div>
            )}
          </For>
        </dl>
      </Show>
      <Show when={props.submission.consents.length > 0}>
        <Consents consents={props.submission.consents} />
      </Show>
    </article>
  );
}

function Nothing(props: { readonly masked: boolean }): JSX.Element {
  const { t } = useWords();
  return (
    <dd class="text-text-quiet">
      <Show when={!props.masked} fallback={<Masked />}>
        <bdi>{t("lead.notAnswered")}</bdi>
      </Show>
    </dd>
  );
}
