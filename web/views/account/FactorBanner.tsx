import CircleCheck from "lucide-solid/icons/circle-check";
import ShieldAlert from "lucide-solid/icons/shield-alert";
import { type JSX, Match, Switch } from "solid-js";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import type { Need } from "./need.ts";

/** Why somebody was led here, and the one thing to do about it. */
export function FactorBanner(props: {
  readonly need: Need;
  /** Something is closed until then. */
  readonly asked: boolean;
  readonly onConfirm: () => void;
  readonly onGoOn: () => void;
}): JSX.Element {
  const { t } = useWords();
  return (
    <div class="empty:hidden [&>*]:rounded-large">
      <Switch>
        <Match when={props.need === "set_up"}>
          <Banner tone="waiting" icon={<Icon of={ShieldAlert} />}>
            {t(props.asked ? "account.need.closed" : "account.need.set_up")}
          </Banner>
        </Match>
        <Match when={props.need === "confirm"}>
          <Banner
            tone="waiting"
            icon={<Icon of={ShieldAlert} />}
            action={
              <Button variant="primary" onClick={() => props.onConfirm()}>
                {t("proof.act")}
              </Button>
            }
          >
            {t("account.need.confirm")}
          </Banner>
        </Match>
        <Match when={props.need === "met"}>
          <Banner
            tone="live"
            icon={<Icon of={CircleCheck} />}
            action={
              <Button variant="primary" onClick={() => props.onGoOn()}>
                {t("account.need.goOn")}
              </Button>
            }
          >
            {t("account.need.met")}
          </Banner>
        </Match>
      </Switch>
    </div>
  );
}
