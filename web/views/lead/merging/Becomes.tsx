import { For, type JSX, Show } from "solid-js";
import type { LeadRow } from "../../../../domain/lead.ts";
import { useWords } from "../../../words/index.ts";
import { useWorkspace } from "../../context.tsx";
import { useStages } from "../../stages.ts";
import { fieldWords, valueWords } from "../story/values.ts";
import type { Becoming } from "./becoming.ts";

/** What the lead that stays gains, what it keeps instead of what the other says, and whose it stays. */
export function Becomes(props: { readonly stays: LeadRow; readonly of: Becoming }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const workspace = useWorkspace();
  const stages = useStages();
  const { directory } = workspace;
  const value = (field: string, of: Becoming["gains"][number]["value"]) => valueWords(words, directory, field, of) ?? "";
  const history = () => {
    const { forms, tries, more, followUps } = props.of;
    return [
      ...(forms > 0 ? [t("merge.forms", { n: forms })] : []),
      ...(tries > 0 ? [t(more ? "merge.triesMore" : "merge.tries", { n: tries })] : []),
      ...(followUps > 0 ? [t("merge.followUps", { n: followUps })] : []),
    ];
  };
  const gains = () => [
    ...props.of.gains.map((one) => ({ label: fieldWords(words, directory, one.field), text: value(one.field, one.value) })),
    ...(props.of.projects.length === 0
      ? []
      : [
          {
            label: t("fields.projects"),
            text: words.format().list(props.of.projects.map((id) => directory.project(id)?.name ?? t("story.what.someProject"))),
          },
        ]),
    ...(history().length === 0 ? [] : [{ label: t("merge.history"), text: words.format().list(history()) }]),
  ];
  const place = () => {
    const stage = stages.name(props.stays.stage);
    const { owner } = props.stays;
    return owner === null
      ? t("merge.placeNobody", { stage })
      : t("merge.place", { owner: directory.member(owner)?.name ?? t("timeline.somebody"), stage });
  };
  return (
    <div class="flex flex-col gap-4 border-t border-line pt-4" aria-live="polite">
      <Part title={t("merge.gains")}>
        <For each={gains()} fallback={<p class="text-text-quiet">{t("merge.gainsNothing")}</p>}>
          {(one) => (
            <Line label={one.label}>
              <bdi>{one.text}</bdi>
            </Line>
          )}
        </For>
      </Part>
      <Show when={props.of.keeps.length > 0}>
        <Part title={t("merge.keeps")}>
          <For each={props.of.keeps}>
            {(one) => (
              <Line label={fieldWords(words, directory, one.field)}>
                <bdi>{value(one.field, one.kept)}</bdi>
                <span class="block text-small text-text-quiet">{t("merge.notKept", { value: value(one.field, one.given) })}</span>
              </Line>
            )}
          </For>
        </Part>
      </Show>
      <div>
        <p>{place()}</p>
        <Show when={props.of.banned.length > 0}>
          <p>{t("merge.banned", { channels: words.format().list(props.of.banned.map((channel) => t(`noContact.by.${channel}`))) })}</p>
        </Show>
        <Show when={props.of.dropped > 0}>
          <p>{t("merge.dropped", { n: props.of.dropped })}</p>
        </Show>
      </div>
    </div>
  );
}

function Part(props: { readonly title: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class="flex flex-col gap-1">
      <h3 class="font-medium">{props.title}</h3>
      {props.children}
    </div>
  );
}

function Line(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div class="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)] sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)] gap-x-3">
      <span class="text-text-quiet">{props.label}</span>
      <span class="min-w-0 wrap-anywhere">{props.children}</span>
    </div>
  );
}
