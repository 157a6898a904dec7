import CloudUpload from "lucide-solid/icons/cloud-upload";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createEffect, type JSX, on, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { footerPlace } from "../../ui/footer-place.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { WithWords } from "../WithWords.tsx";
import { askKept, keptAsked } from "./open.ts";
import { askBeforeLeaving, useUnkept } from "./unkept.ts";

/** While changes wait for the connection, or came back: it is said in the footer, and once in passing, and listed on a press. */
export function Kept(): JSX.Element {
  const isUnkept = useUnkept();
  askBeforeLeaving(isUnkept);
  return (
    <WithWords part="offline">
      <Mark unkept={isUnkept()} />
    </WithWords>
  );
}

function Mark(props: { readonly unkept: boolean }): JSX.Element {
  const app = useApp();
  const { commands } = useWorkspace();
  const { t } = useWords();
  const waiting = () => commands.waiting().length;
  const returned = () => commands.returned().length;
  createEffect(
    on(returned, (now, before = 0) => {
      if (now > before && keptAsked() === null)
        app.toasts.show({
          id: "kept",
          tone: "overdue",
          text: t("offline.returned", { n: now }),
          ms: 0,
          actions: [{ label: t("offline.show"), run: () => askKept("list") }],
        });
      if (now === 0) app.toasts.dismiss("kept");
    }),
  );
  // In front of the person by now.
  createEffect(() => keptAsked() === "list" && app.toasts.dismiss("kept"));
  const words = () =>
    [
      ...(returned() === 0 ? [] : [t("offline.returned", { n: returned() })]),
      ...(waiting() === 0 ? [] : [t("offline.waiting", { n: waiting() })]),
      ...(props.unkept ? [t("offline.unkept")] : []),
    ].join(t("footer.separator"));
  offerActions(() => [
    {
      id: "kept",
      label: words(),
      also: t("palette.also.kept"),
      icon: returned() > 0 ? TriangleAlert : CloudUpload,
      group: "self",
      run: () => askKept("list"),
    },
  ]);
  const button = (look: string) => (
    <button
      type="button"
      data-kept=""
      aria-haspopup="dialog"
      class={`touch-target relative flex min-w-0 items-center gap-1.5 rounded-small font-medium hover:underline ${look}`}
      classList={{ "text-overdue-text": returned() > 0, "text-waiting-text": returned() === 0 }}
      onClick={() => askKept("list")}
    >
      <Icon of={returned() > 0 ? TriangleAlert : CloudUpload} size={14} />
      <span class="truncate">{words()}</span>
    </button>
  );
  return (
    <Show
      when={footerPlace()}
      keyed
      fallback={button("fixed! start-4 bottom-20 z-40 h-11 bg-float px-3 text-small shadow-float md:bottom-4")}
    >
      {(place) => (
        <Portal mount={place} ref={(made) => (made.className = "contents")}>
          {button("")}
        </Portal>
      )}
    </Show>
  );
}
