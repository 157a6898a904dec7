import FlaskConicalOff from "lucide-solid/icons/flask-conical-off";
import { createSignal, type JSX } from "solid-js";
import type { Start } from "../../store/floor/start.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { useWords } from "../../words/index.ts";
import { offerActions } from "../actions.ts";
import { useSamples } from "./useSamples.ts";

/** Asked first: nothing brings back what was written into them. */
export function RemoveSamples(props: { readonly start: Start; readonly quiet?: boolean }): JSX.Element {
  const { t } = useWords();
  const [open, setOpen] = createSignal(false);
  // eslint-disable-next-line solid/reactivity -- it is the same for as long as this is on screen
  const samples = useSamples(props.start);
  offerActions(() => [
    {
      id: "samples.remove",
      label: t("start.leads.remove"),
      also: t("palette.also.samples"),
      icon: FlaskConicalOff,
      group: "here",
      whenAsked: true,
      run: () => setOpen(true),
    },
  ]);
  const remove = async () => {
    await samples.remove();
    setOpen(false);
  };
  return (
    <>
      <Button
        size="small"
        variant={props.quiet ? "ghost" : "quiet"}
        class="touch:h-11!"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        {t("start.leads.remove")}
      </Button>
      <Dialog
        open={open()}
        onOpenChange={setOpen}
        title={t("start.removeTitle")}
        description={t("start.removeHint")}
        footer={
          <>
            <Button class="touch:h-11" onClick={() => setOpen(false)}>
              {t("common.cancel")}
            </Button>
            <Button variant="danger" class="touch:h-11" busy={props.start.busy() === "removing"} onClick={() => void remove()}>
              {t("start.leads.remove")}
            </Button>
          </>
        }
      />
    </>
  );
}
