import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { type ActorRole, type Capability, CAPABILITY_NAMES, GUEST_ROLES, MASKABLE, ROLES } from "../../../domain/rights.ts";
import { Select } from "../../ui/Select.tsx";
import { useWords } from "../../words/index.ts";
import { useWorkspace } from "../context.tsx";
import { createNarrow, PHONE } from "../leads/narrow.ts";
import { cellOf, type Cell, groupsOf } from "./matrix.ts";
import { ReachMark } from "./ReachMark.tsx";
import { Section, SettingsPage } from "./states.tsx";

const COLUMNS: readonly ActorRole[] = [...ROLES, ...GUEST_ROLES];
const GROUPS = groupsOf(CAPABILITY_NAMES);

/** Who may do what, drawn from the table that decides it. */
export function RightsView(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const narrow = createNarrow(PHONE);
  const settings = () => workspace.directory.workspace()?.settings;
  return (
    <SettingsPage wide title={t("settings.rights")} hint={t("rights.hint")}>
      <Show when={narrow()} fallback={<Matrix />}>
        <OneRole />
      </Show>
      <ul class="flex max-w-160 flex-col gap-1 text-small text-text-quiet">
        <li>{t("rights.teamMeans")}</li>
        <li>{t(settings()?.agentsSeeUnclaimed === false ? "rights.ownMeansHidden" : "rights.ownMeans")}</li>
        <li>{t("rights.namedMeans")}</li>
        <li>{t("rights.supportMeans")}</li>
      </ul>
      <Kept />
    </SettingsPage>
  );
}

/** Its head stays in sight, and so does the name of a right where the roles do not fit beside it. */
function Matrix(): JSX.Element {
  const { t } = useWords();
  return (
    <div
      class="-mx-2 max-h-[min(72vh,900px)] overflow-auto rounded-large border border-line"
      tabindex="0"
      role="region"
      aria-label={t("rights.table")}
    >
      <table class="w-full border-separate border-spacing-0" aria-label={t("rights.table")}>
        <thead>
          <tr>
            <th
              scope="col"
              class="sticky start-0 top-0 z-20 h-10 min-w-52 border-b border-line bg-raised px-4 text-start text-small font-medium text-text-quiet"
            >
              {t("rights.capability")}
            </th>
            <For each={COLUMNS}>
              {(role) => (
                <th scope="col" class="sticky top-0 z-10 min-w-24 border-b border-line bg-raised px-3 text-start text-small font-medium">
                  <RoleName role={role} />
                </th>
              )}
            </For>
          </tr>
        </thead>
        <For each={GROUPS}>
          {(group) => (
            <tbody>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={COLUMNS.length + 1}
                  class="bg-ground px-4 py-1 text-start text-small font-medium text-text-quiet"
                >
                  <span class="sticky start-4">{t(`rights.group.${group.name}`)}</span>
                </th>
              </tr>
              <For each={group.capabilities}>
                {(capability) => (
                  <tr class="group">
                    <th
                      scope="row"
                      class="sticky start-0 z-10 h-9 border-b border-line/60 bg-raised px-4 text-start font-regular group-hover:bg-hover"
                    >
                      {t(`rights.may.${capability}`)}
                    </th>
                    <For each={COLUMNS}>
                      {(role) => (
                        <td class="border-b border-line/60 px-3 group-hover:bg-hover">
                          <ReachMark of={cellOf(role, capability)} lead={group.name === "lead"} />
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          )}
        </For>
      </table>
    </div>
  );
}

function RoleName(props: { readonly role: ActorRole }): JSX.Element {
  const { t } = useWords();
  return <>{props.role === "support" || props.role === "support_edit" ? t(`rights.guest.${props.role}`) : t(`role.${props.role}`)}</>;
}

/** On a phone: a role is chosen, and read from top to bottom. */
function OneRole(): JSX.Element {
  const { t } = useWords();
  const workspace = useWorkspace();
  const [role, setRole] = createSignal<ActorRole>(workspace.directory.me()?.role ?? "agent");
  const name = (one: ActorRole) => (one === "support" || one === "support_edit" ? t(`rights.guest.${one}`) : t(`role.${one}`));
  const cells = createMemo(() => new Map<Capability, Cell>(CAPABILITY_NAMES.map((one) => [one, cellOf(role(), one)])));
  return (
    <div class="flex flex-col gap-4">
      <Select
        label={t("rights.role")}
        value={role()}
        options={COLUMNS.map((one) => ({ value: one, label: name(one) }))}
        onChange={(to) => setRole(COLUMNS.find((one) => one === to) ?? "agent")}
      />
      <For each={GROUPS}>
        {(group) => (
          <section>
            <h2 class="pb-1 text-small font-medium text-text-quiet">{t(`rights.group.${group.name}`)}</h2>
            <dl class="border-t border-line">
              <For each={group.capabilities}>
                {(capability) => (
                  <div class="flex min-h-11 items-center gap-3 border-b border-line/60">
                    <dt class="min-w-0 flex-1">{t(`rights.may.${capability}`)}</dt>
                    <dd>
                      <Show when={cells().get(capability)}>{(cell) => <ReachMark of={cell()} lead={group.name === "lead"} />}</Show>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
    </div>
  );
}

/** What the settings keep from whom. */
function Kept(): JSX.Element {
  const { t, format } = useWords();
  const workspace = useWorkspace();
  const kept = () => {
    const masks = workspace.directory.workspace()?.settings.masks;
    return MASKABLE.flatMap((field) => {
      const roles = masks?.[field] ?? [];
      return roles.length === 0
        ? []
        : [t("rights.maskFrom", { what: t(`rights.mask.${field}`), roles: format().list(roles.map((role) => t(`role.${role}`))) })];
    });
  };
  return (
    <Section title={t("rights.masks")} hint={t("rights.masksHint")}>
      <Show when={kept().length > 0} fallback={<p>{t("rights.masksNone")}</p>}>
        <ul class="flex flex-col gap-1">
          <For each={kept()}>{(line) => <li>{line}</li>}</For>
          <li class="text-text-quiet">{t("rights.maskSupport")}</li>
        </ul>
      </Show>
    </Section>
  );
}
