import { createEffect, createSignal, type JSX, on, Show } from "solid-js";
import Download from "lucide-solid/icons/download";
import ShieldCheck from "lucide-solid/icons/shield-check";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { AuditFilters } from "./AuditFilters.tsx";
import { AuditList } from "./AuditList.tsx";
import { useSettings } from "./context.tsx";
import { HeadMail } from "./HeadMail.tsx";
import { RecordPanel } from "./RecordPanel.tsx";
import { useRecordFilters } from "./record-filters.ts";
import { Section, SettingsPage } from "./states.tsx";
import { Verify } from "./Verify.tsx";

/** Who did what, and the proof that nobody wrote it anew. */
export function AuditView(): JSX.Element {
  const { t } = useWords();
  const { records, verification } = useSettings();
  const workspace = useWorkspace();
  const filters = useRecordFilters();
  const [opened, setOpened] = createSignal<string | null>(null);
  createEffect(on(filters.filter, (filter) => void records.show(filter)));
  let exporting: HTMLAnchorElement | undefined;
  offerActions(() => {
    const of = (act: string) => `${t("settings.audit")}: ${act}`;
    const running = verification.state().kind === "running";
    return [
      {
        id: "audit.verify",
        label: of(t(running ? "records.stop" : "records.verify")),
        icon: ShieldCheck,
        group: "here",
        run: () => (running ? verification.stop() : void verification.run()),
      },
      ...(may(workspace, "audit.export")
        ? [{ id: "audit.export", label: of(t("records.export")), icon: Download, group: "here" as const, run: () => exporting?.click() }]
        : []),
    ];
  });
  const row = () => records.rows().find((one) => one.id === opened());
  return (
    <>
      <SettingsPage
        wide
        title={t("settings.audit")}
        hint={t("records.hint")}
        end={
          <Show when={may(workspace, "audit.export")}>
            <a
              ref={exporting}
              href={records.exportAddress(filters.filter())}
              download=""
              data-tip={t("records.exportHint")}
              class="touch-target relative inline-flex h-8 items-center gap-1.5 rounded border border-line bg-float px-3 font-medium hover:bg-hover touch:h-11"
            >
              <Icon of={Download} size={14} />
              {t("records.export")}
            </a>
          </Show>
        }
      >
        <AuditFilters filters={filters} />
        <AuditList filters={filters} opened={opened()} onOpen={setOpened} />
        <Section title={t("records.verify")} hint={t("records.verifyHint")}>
          <Verify of={verification} />
          <Show when={may(workspace, "audit.mail")}>
            <HeadMail />
          </Show>
        </Section>
      </SettingsPage>
      <Show when={row()}>{(found) => <RecordPanel row={found()} filters={filters} onClose={() => setOpened(null)} />}</Show>
    </>
  );
}
