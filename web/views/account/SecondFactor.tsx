import CircleCheck from "lucide-solid/icons/circle-check";
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useWords } from "../../words/index.ts";
import { useApp } from "../context.tsx";
import { AskPassword } from "./AskPassword.tsx";
import { useAccount } from "./context.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";
import { Line, Section } from "./Section.tsx";
import { SetUpApp } from "./SetUpApp.tsx";

type Doing = "nothing" | "set_up" | "renew" | "remove";

/** The authenticator app, and the recovery codes that stand in for it. */
export function SecondFactor(): JSX.Element {
  const app = useApp();
  const { t } = useWords();
  const { own, account, goOn } = useAccount();
  const [doing, setDoing] = createSignal<Doing>("nothing");
  const [codes, setCodes] = createSignal<readonly string[]>();
  const done = () => {
    setCodes(undefined);
    setDoing("nothing");
    goOn();
  };
  return (
    <Section title={t("account.factor")} hint={t("account.factorHint")}>
      <Switch>
        <Match when={codes()}>{(shown) => <RecoveryCodes codes={shown()} onKept={done} />}</Match>
        <Match when={doing() === "set_up"}>
          <SetUpApp onOn={setCodes} onCancel={() => setDoing("nothing")} />
        </Match>
        <Match when={doing() === "renew"}>
          <p class="text-text-quiet">{t("account.renewHint")}</p>
          <AskPassword
            act={t("account.renew")}
            work={(password) => own.renewRecoveryCodes(password)}
            onDone={(answer) => setCodes(answer.recoveryCodes ?? [])}
            onCancel={() => setDoing("nothing")}
          />
        </Match>
        <Match when={doing() === "remove"}>
          <p class="text-text-quiet">
            {t(account().mustHaveSecondFactor && account().passkeys.length === 0 ? "account.removeLast" : "account.removeAppHint")}
          </p>
          <AskPassword
            danger
            act={t("account.removeApp")}
            work={(password) => own.removeApp(password)}
            onDone={() => {
              setDoing("nothing");
              app.toasts.show({ id: "factor", text: t("account.appRemoved") });
            }}
            onCancel={() => setDoing("nothing")}
          />
        </Match>
        <Match when={doing() === "nothing"}>
          <Line
            end={
              <Show
                when={account().totp}
                fallback={
                  <Button
                    variant={account().passkeys.length === 0 ? "primary" : "quiet"}
                    class="touch:h-11"
                    onClick={() => setDoing("set_up")}
                  >
                    {t("account.setUpApp")}
                  </Button>
                }
              >
                <Button class="touch:h-11" onClick={() => setDoing("renew")}>
                  {t("account.renew")}
                </Button>
                <Button class="touch:h-11" onClick={() => setDoing("remove")}>
                  {t("account.remove")}
                </Button>
              </Show>
            }
          >
            <p class="font-medium">{t("account.app")}</p>
            <Show when={account().totp} fallback={<p class="text-text-quiet">{t("account.appOff")}</p>}>
              <p class="flex items-center gap-1 text-live-text">
                <Icon of={CircleCheck} size={12} />
                {t("account.appOn")}
              </p>
            </Show>
          </Line>
        </Match>
      </Switch>
    </Section>
  );
}
