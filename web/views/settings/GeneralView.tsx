import { A } from "@solidjs/router";
import { createEffect, createMemo, For, type JSX, on, onMount, Show } from "solid-js";
import { MASKABLE, MASKED_ROLES, type Masks } from "../../../domain/rights.ts";
import type { Form, General } from "../../store/settings/general.ts";
import { CheckList } from "../../ui/CheckList.tsx";
import { Field } from "../../ui/Field.tsx";
import { RadioList } from "../../ui/RadioList.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextInput } from "../../ui/TextInput.tsx";
import { LANGUAGES, useWords } from "../../words/index.ts";
import { Part } from "../console/Part.tsx";
import { useWorkspace } from "../context.tsx";
import { useDid } from "../did.ts";
import { may } from "../rights.ts";
import { useSettings } from "./context.tsx";
import { DemoLeads } from "./DemoLeads.tsx";
import { CountryField, CurrencyField, ZoneField } from "./fields.tsx";
import { Hours } from "./Hours.tsx";
import { PushShowsField } from "./PushShowsField.tsx";
import { createSettingWords } from "./setting-words.ts";
import { OvertakenNotice } from "./Overtaken.tsx";
import { FieldsSkeleton, Section, SettingsPage } from "./states.tsx";

const MASK_WORDS = { phone: "general.maskPhone", email: "general.maskEmail" } as const;

/** How the workspace works. Saved as one goes. */
export function GeneralView(): JSX.Element {
  const all = useWords();
  const { t } = all;
  const { general } = useSettings();
  const workspace = useWorkspace();
  onMount(() => void general.read.read());
  const words = createSettingWords(all);
  const did = useDid();
  general.hear((change) => {
    const undo = async () => {
      const became = await change.undo();
      // Also where this screen, which would do it, is not open any more.
      if (became.ok) void workspace.reload();
      return became;
    };
    did({ undo }, () => ({ key: `setting-${change.of}`, called: words.field(change.of) }));
  });
  // The frame around this screen, and what may be seen where, are told by the workspace's first answer.
  createEffect(
    on(general.state, (state, before) => {
      if (state === "saved" && before !== "saved") void workspace.reload();
    }),
  );
  return (
    <SettingsPage title={t("settings.general")} hint={t("general.hint")}>
      <Show when={!may(workspace, "workspace.settings")}>
        <p class="rounded bg-hover px-3 py-2 text-text-quiet">{t("settings.lookOnly")}</p>
      </Show>
      <OvertakenNotice general={general} />
      <Part of={general.read} bare skeleton={<FieldsSkeleton />}>
        {(read) => <Show when={general.form()}>{(form) => <Fields form={form()} slug={read().slug} general={general} />}</Show>}
      </Part>
    </SettingsPage>
  );
}

function Fields(props: { readonly form: Form; readonly slug: string; readonly general: General }): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const locked = () => !may(workspace, "workspace.settings");
  const set: General["set"] = (field, value) => props.general.set(field, value);
  return (
    <>
      <Section title={t("general.place")}>
        <Field label={t("general.name")} error={props.general.wrong("name") ? t("general.nameWrong") : undefined}>
          <TextInput
            value={props.form.name}
            autocomplete="off"
            disabled={locked()}
            onChange={(event) => set("name", event.currentTarget.value.trim())}
          />
        </Field>
        <Field label={t("general.slug")} hint={t("general.slugHint")}>
          <TextInput value={props.slug} dir="ltr" readonly class="bg-hover! border-line!" />
        </Field>
      </Section>
      <Section title={t("general.region")}>
        <CountryField value={props.form.country} hint={t("general.countryHint")} disabled={locked()} onPick={(to) => set("country", to)} />
        <ZoneField value={props.form.timeZone} disabled={locked()} onPick={(to) => set("timeZone", to)} />
        <Field label={t("general.language")}>
          <Select
            value={props.form.language}
            options={LANGUAGES.map((lang) => ({ value: lang, label: t(`language.${lang}`) }))}
            disabled={locked()}
            onChange={(to) => set("language", to === "ar" ? "ar" : "en")}
          />
        </Field>
        <CurrencyField value={props.form.currency} disabled={locked()} onPick={(to) => set("currency", to)} />
      </Section>
      <Section title={t("general.hours")} hint={t("general.hoursHint")}>
        <Hours hours={props.form.workingHours} disabled={locked()} onChange={(to) => set("workingHours", to)} />
      </Section>
      <Section title={t("general.answer")}>
        <Field
          label={t("general.goal")}
          hint={t("general.goalHint")}
          error={props.general.wrong("goalMinutes") ? t("general.goalWrong") : undefined}
        >
          <TextInput
            value={String(props.form.goalMinutes)}
            inputmode="numeric"
            autocomplete="off"
            class="w-40"
            disabled={locked()}
            after={<span class="text-text-quiet">{t("general.minutes")}</span>}
            onChange={(event) => set("goalMinutes", Number(event.currentTarget.value || Number.NaN))}
          />
        </Field>
      </Section>
      <Section title={t("general.sight")}>
        <Switch
          label={t("general.unclaimed")}
          hint={t("general.unclaimedHint")}
          on={props.form.agentsSeeUnclaimed}
          disabled={locked()}
          onChange={(on) => set("agentsSeeUnclaimed", on)}
        />
        <Switch
          label={t("general.namesColleague")}
          hint={t("general.namesColleagueHint")}
          on={props.form.namesColleague}
          disabled={locked()}
          onChange={(on) => set("namesColleague", on)}
        />
        <MaskFields masks={props.form.masks} disabled={locked()} onChange={(to) => set("masks", to)} />
      </Section>
      <Section title={t("general.push")} hint={t("general.pushHint")}>
        <PushShowsField
          value={props.form.pushShows}
          language={props.form.language}
          disabled={locked()}
          onChange={(to) => set("pushShows", to)}
        />
      </Section>
      <Section title={t("general.security")}>
        <RadioList
          legend={t("general.secondFactor")}
          value={props.form.secondFactor}
          disabled={locked()}
          options={[
            { value: "owners", label: t("general.owners"), hint: t("general.ownersHint") },
            { value: "everybody", label: t("general.everybody"), hint: t("general.everybodyHint") },
          ]}
          onChange={(to) => set("secondFactor", to === "everybody" ? "everybody" : "owners")}
        />
        <Without />
      </Section>
      <Show when={!locked()}>
        <DemoLeads />
      </Show>
      <Show when={may(workspace, "workspace.transfer")}>
        <Section title={t("general.ownerTitle")} hint={t("general.ownerHint")}>
          <p>
            <A
              href={`/w/${workspace.slug}/settings/people`}
              class="touch-target relative rounded-small font-medium text-accent-text hover:underline"
            >
              {t("general.toPeople")}
            </A>
          </p>
        </Section>
      </Show>
    </>
  );

  /** Whom a second factor for everybody would stop at their next step. */
  function Without(): JSX.Element {
    const { people } = useSettings();
    onMount(() => may(workspace, "people.manage") && void people.read.read());
    const count = createMemo(() => people.people().filter((one) => one.secondFactor === false).length);
    return (
      <Show when={count() > 0}>
        <p class="text-small text-text-quiet">{t("general.without", { n: format().number(count()) })}</p>
      </Show>
    );
  }
}

function MaskFields(props: { readonly masks: Masks; readonly disabled: boolean; readonly onChange: (masks: Masks) => void }): JSX.Element {
  const { t } = useWords();
  const roles = () => MASKED_ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }));
  return (
    <div class="flex flex-col gap-4">
      <For each={MASKABLE}>
        {(field) => (
          <CheckList
            legend={t(MASK_WORDS[field])}
            options={roles()}
            chosen={props.masks[field]}
            disabled={props.disabled}
            row
            onChange={(chosen) => props.onChange({ ...props.masks, [field]: MASKED_ROLES.filter((role) => chosen.includes(role)) })}
          />
        )}
      </For>
      <p class="text-small text-text-quiet">{t("general.maskHint")}</p>
    </div>
  );
}
