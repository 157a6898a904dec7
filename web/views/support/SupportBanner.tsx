import { useNavigate } from "@solidjs/router";
import Eye from "lucide-solid/icons/eye";
import LifeBuoy from "lucide-solid/icons/life-buoy";
import LogOut from "lucide-solid/icons/log-out";
import { createEffect, createMemo, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { isMember } from "../../../domain/rights.ts";
import type { SupportDesk, SupportSeat } from "../../store/support.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useApp, useNow, useWorkspace } from "../context.tsx";
import { failureWords } from "../failure.ts";
import { may } from "../rights.ts";
import { useDesk } from "./desk.tsx";

/** Over the whole frame while support is in the workspace (SU1): who, until when, how far. Owners end it here; support leaves. */
export function SupportBanner(): JSX.Element {
  const workspace = useWorkspace();
  const open = useDesk();
  const now = useNow();
  const { directory } = workspace;
  const [desk, setDesk] = createSignal<SupportDesk>();
  const guest = () => {
    const role = directory.me()?.role;
    return role !== undefined && !isMember(role);
  };
  const owner = () => may(workspace, "support.decide");
  const seats = createMemo(() => directory.support().filter((seat) => seat.until > now()), [], {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  const others = () => seats().filter((seat) => seat.person !== directory.me()?.id);
  let gone = false;
  onCleanup(() => (gone = true));
  createEffect(() => {
    if ((owner() || guest()) && desk() === undefined)
      void open()
        .then((made) => gone || setDesk(made))
        .catch(() => undefined);
  });
  createEffect(() => {
    const made = desk();
    if (made !== undefined && owner()) onCleanup(made.follow());
  });
  return (
    <Show when={workspace.state() === "ready"}>
      <Show when={guest() && seats().find((seat) => seat.person === directory.me()?.id)}>
        {(seat) => <Visiting seat={seat()} desk={desk()} />}
      </Show>
      <For each={others()}>{(seat) => <Visited seat={seat} desk={owner() ? desk() : undefined} />}</For>
      <Show when={owner() && desk()}>{(made) => <Asked desk={made()} />}</Show>
    </Show>
  );
}

/** What every member is told. */
function Visited(props: { readonly seat: SupportSeat; readonly desk: SupportDesk | undefined }): JSX.Element {
  const { t, format } = useWords();
  const app = useApp();
  const end = async (desk: SupportDesk) => {
    const failure = await desk.end(props.seat.grant);
    const text = failure === null ? t("support.ended") : t("support.notEnded", { reason: failureWords(t, failure.code) });
    app.toasts.show({ id: `support-${props.seat.grant}`, text, tone: failure === null ? "live" : "overdue" });
  };
  offerActions(() => {
    const { desk, seat } = props;
    if (desk === undefined) return [];
    const label = t("palette.here.of", { name: seat.name, act: t("support.end") });
    return [{ id: `support.end.${seat.grant}`, label, icon: LogOut, group: "here", whenAsked: true, run: () => void end(desk) }];
  });
  return (
    <div data-support={props.seat.edit ? "works" : "looks"}>
      <Banner
        tone="info"
        icon={<Icon of={Eye} />}
        action={
          <Show when={props.desk}>
            {(desk) => (
              <Button size="small" busy={desk().deciding() === props.seat.grant} onClick={() => void end(desk())}>
                {t("support.end")}
              </Button>
            )}
          </Show>
        }
      >
        {t(props.seat.edit ? "support.works" : "support.looks", { name: props.seat.name, time: format().time(props.seat.until) })}
      </Banner>
    </div>
  );
}

/** What support itself is told. */
function Visiting(props: { readonly seat: SupportSeat; readonly desk: SupportDesk | undefined }): JSX.Element {
  const { t, format } = useWords();
  const app = useApp();
  const { directory } = useWorkspace();
  const navigate = useNavigate();
  const [leaving, setLeaving] = createSignal(false);
  const leave = async (desk: SupportDesk) => {
    setLeaving(true);
    const failure = await desk.leave();
    setLeaving(false);
    // Ended by somebody else a moment before is as good.
    if (failure === null || failure.code === "not_found") navigate("/console/support");
    else app.toasts.show({ id: "support-leave", tone: "overdue", text: t("support.notEnded", { reason: failureWords(t, failure.code) }) });
  };
  offerActions(() => {
    const { desk } = props;
    if (desk === undefined) return [];
    return [
      { id: "support.leave", label: t("palette.here.leave"), icon: LogOut, group: "here", whenAsked: true, run: () => void leave(desk) },
    ];
  });
  return (
    <div data-support="me">
      <Banner
        tone="waiting"
        icon={<Icon of={LifeBuoy} />}
        action={
          <Show when={props.desk}>
            {(desk) => (
              <Button size="small" busy={leaving()} onClick={() => void leave(desk())}>
                {t("support.leave")}
              </Button>
            )}
          </Show>
        }
      >
        {t("support.you", { workspace: directory.workspace()?.name ?? "", time: format().time(props.seat.until) })}
      </Banner>
    </div>
  );
}

/** Requests that wait for an owner. */
function Asked(props: { readonly desk: SupportDesk }): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const waiting = () => (props.desk.grants.value() ?? []).filter((grant) => grant.state === "asked").length;
  return (
    <Show when={waiting() > 0}>
      <div
        role="status"
        data-support="asked"
        class="flex min-h-9 flex-wrap items-center gap-x-3 border-b border-line bg-ground px-4 py-1 text-text-quiet"
      >
        <Icon of={LifeBuoy} />
        <span class="min-w-0 flex-1">{t("support.waits", { n: waiting() })}</span>
        <a
          href={`/w/${workspace.slug}/settings/support`}
          class="touch-target relative rounded-small font-medium text-accent-text hover:underline"
        >
          {t("support.answer")}
        </a>
      </div>
    </Show>
  );
}
