import { For, type JSX, Show } from "solid-js";
import type { SubmissionRow } from "../../../domain/api.ts";
import type { LeadRow } from "../../../domain/lead.ts";
import { lazyPart } from "../../ui/part.tsx";
import { SourceGlyph, type SourceKind } from "../../ui/SourceGlyph.tsx";
import { When } from "../../ui/When.tsx";
import { useWords } from "../../words/index.ts";
import { useNow, useWorkspace } from "../context.tsx";
import { isByHand, isNamed, sourceKind } from "../source.ts";
import { Fact, Facts, Section } from "./Facts.tsx";
import { useMayEdit } from "./fields/may.ts";

const HandSources = lazyPart(async () => (await import("./HandSources.tsx")).HandSources);

/** Where the newest form came from. What Meta did not tell has no row. */
export function Source(props: { readonly submission: SubmissionRow | undefined; readonly row: LeadRow }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const now = useNow();
  const mayEdit = useMayEdit(() => props.row.id);
  const kind = (): SourceKind => {
    const sent = props.submission;
    if (sent?.organic && !props.row.isTest) return "organic";
    return sourceKind({ isTest: props.row.isTest, source: sent === undefined ? props.row.source : sent.platform });
  };
  /** Who added a lead by hand said how they came. */
  const came = () => {
    const { source } = props.row;
    return props.submission === undefined && isByHand(source) ? t(`fields.cameBy.${source}`) : t(`source.${kind()}`);
  };
  const told = () => {
    const sent = props.submission;
    const { directory } = workspace;
    return [
      { label: t("lead.campaign"), value: sent?.campaign },
      { label: t("lead.adSet"), value: sent?.adSet },
      { label: t("lead.ad"), value: sent?.ad },
      { label: t("lead.form"), value: sent?.formName ?? directory.form(sent?.form ?? props.row.form)?.name },
      { label: t("lead.page"), value: directory.sources.page(sent?.page)?.name ?? sent?.page },
    ].flatMap(({ label, value }) => (isNamed(value) ? [{ label, value }] : []));
  };
  return (
    <Section title={t("lead.source")}>
      <Facts>
        <Show when={kind() !== "unknown"}>
          <Fact label={t("lead.platform")}>
            <Show
              when={props.submission === undefined && isByHand(props.row.source) && mayEdit()}
              fallback={
                <span class="flex items-center gap-2">
                  <SourceGlyph kind={kind()} title={came()} />
                  <span aria-hidden="true">{came()}</span>
                </span>
              }
            >
              <HandSources row={props.row} glyph={kind()} came={came()} />
            </Show>
          </Fact>
        </Show>
        <For each={told()}>
          {(fact) => (
            <Fact label={fact.label}>
              <bdi>{fact.value}</bdi>
            </Fact>
          )}
        </For>
        <Fact label={t("lead.received")}>
          <When at={props.submission?.receivedAt ?? props.row.submittedAt} now={now} />
        </Fact>
      </Facts>
    </Section>
  );
}
