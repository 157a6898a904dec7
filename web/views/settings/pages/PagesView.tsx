import { useNavigate, useSearchParams } from "@solidjs/router";
import Megaphone from "lucide-solid/icons/megaphone";
import Plus from "lucide-solid/icons/plus";
import { createSignal, For, type JSX, Show } from "solid-js";
import { CONNECT_ENDS } from "../../../../domain/page.ts";
import { openPages, type PageRow } from "../../../store/settings/pages.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useWords } from "../../../words/index.ts";
import { offerActions } from "../../actions.ts";
import { Part } from "../../console/Part.tsx";
import { useApp, useWorkspace } from "../../context.tsx";
import { failureWords } from "../../failure.ts";
import { isYoung } from "../../start/young.ts";
import { RowsSkeleton, SettingsPage } from "../states.tsx";
import { OfferDialog } from "./OfferDialog.tsx";
import { PageLine } from "./PageLine.tsx";

/** Whose leads come here: the workspace's Pages, and the way of one more. */
export function PagesView(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ offer: string; connect: string }>();
  const pages = openPages({ call: app.call, clock: app.clock, browser: app.browser, slug: workspace.slug });
  const [leaving, setLeaving] = createSignal<PageRow | null>(null);
  const [asking, setAsking] = createSignal(false);
  const said = (text: string, ok: boolean) => app.toasts.show({ id: "pages", text, tone: ok ? "live" : "overdue" });
  /** The address says what has just happened: once that was seen, it says where one is. */
  const settled = () => navigate(`/w/${workspace.slug}/settings/pages`, { replace: true, scroll: false });
  const connect = async () => {
    const failure = await pages.toMeta();
    if (failure !== null) said(t("pages.notConnected", { reason: failureWords(t, failure.code) }), false);
  };
  offerActions(() => [{ id: "make.page", label: t("pages.add"), icon: Plus, group: "make", run: () => void connect() }]);
  const ended = () => CONNECT_ENDS.find((how) => how === search.connect);
  const disconnect = async (page: PageRow) => {
    const failure = await pages.disconnect(page.id);
    setAsking(false);
    if (failure === null) said(t("pages.disconnected", { name: page.name }), true);
    else said(t("pages.notDisconnected", { name: page.name, reason: failureWords(t, failure.code) }), false);
  };
  const add = () => (
    <Button variant="primary" class="touch:h-11" busy={pages.busy() === "meta"} onClick={() => void connect()}>
      <Icon of={Plus} />
      {t("pages.add")}
    </Button>
  );
  return (
    <>
      <SettingsPage title={t("settings.pages")} hint={t("pages.hint")} end={add()}>
        <Show when={ended()}>
          {(how) => (
            <div role="alert" data-connect={how()} class="flex flex-wrap items-center gap-3 rounded-large bg-waiting-ground px-4 py-3">
              <div class="min-w-0 flex-1 basis-60">
                <p class="font-medium text-waiting-text">{t(`pages.ended.${how()}.title`)}</p>
                <p>{t(`pages.ended.${how()}.hint`)}</p>
              </div>
              <Button class="touch:h-11" onClick={settled}>
                {t("pages.ended.close")}
              </Button>
            </div>
          )}
        </Show>
        <Part of={pages.all} bare skeleton={<RowsSkeleton count={3} />}>
          {(read) => (
            <Show
              when={read().length > 0}
              fallback={<EmptyState icon={<Icon of={Megaphone} size={20} />} title={t("pages.empty")} hint={t("pages.emptyHint")} />}
            >
              <ul class="flex flex-col border-t border-line" aria-label={t("settings.pages")}>
                <For each={read().map((page) => page.id)}>
                  {(id) => (
                    <Show when={read().find((page) => page.id === id)}>
                      {(page) => (
                        <PageLine
                          page={page()}
                          busy={pages.busy() === "meta"}
                          onConnect={() => void connect()}
                          onDisconnect={() => {
                            setLeaving(page());
                            setAsking(true);
                          }}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Part>
      </SettingsPage>
      <Dialog
        open={asking()}
        onOpenChange={setAsking}
        title={t("pages.disconnectTitle", { name: leaving()?.name ?? "" })}
        description={t("pages.disconnectHint")}
        footer={
          <>
            <Button class="touch:h-11" onClick={() => setAsking(false)}>
              {t("common.cancel")}
            </Button>
            <Button
              variant="danger"
              class="touch:h-11"
              busy={pages.busy() === leaving()?.id}
              onClick={() => {
                const page = leaving();
                if (page !== null) void disconnect(page);
              }}
            >
              {t("pages.disconnect")}
            </Button>
          </>
        }
      />
      <Show when={search.offer} keyed>
        {(offer) => (
          <OfferDialog
            offer={offer}
            pages={pages}
            onAgain={() => void connect()}
            onDone={(connected) => (connected && isYoung(workspace) ? navigate(`/w/${workspace.slug}/leads`) : settled())}
          />
        )}
      </Show>
    </>
  );
}
