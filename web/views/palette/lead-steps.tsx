import Users from "lucide-solid/icons/users";
import { isGiven } from "../../../domain/giving.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { StageGlyph } from "../../ui/StageGlyph.tsx";
import { useWords } from "../../words/index.ts";
import { useGive, usePeopleToGive, useTeamsToGive } from "../acts/give.ts";
import { useMove } from "../acts/stage.ts";
import { useWorkspace } from "../context.tsx";
import { readAmount } from "../lead/fields/amount.ts";
import { choiceKey, LOG_CHOICES } from "../lead/story/log.ts";
import { CHANNEL_SIGN } from "../lead/story/signs.ts";
import { useLog } from "../lead/story/useLog.ts";
import { currencyOf, moneyWords } from "../money.ts";
import { nameOf, useStages } from "../stages.ts";
import type { Entry, Step } from "./steps.ts";

/** Who gets the lead. */
export function useAssignStep(): (lead: string) => Step {
  const workspace = useWorkspace();
  const { t } = useWords();
  const people = usePeopleToGive();
  const { teams } = useTeamsToGive();
  const give = useGive();
  return (lead) => ({
    key: "assign",
    title: t("palette.lead.assign"),
    entries: () => {
      const row = workspace.leads.row(lead);
      const owner = row?.owner ?? null;
      return [
        ...people().map(({ id, name, load, away }): Entry => ({
          key: `assign.${id}`,
          label: name,
          note: away ? t("assign.away") : t("assign.load", { n: load }),
          sign: () => <Avatar id={id} name={name} away={away} />,
          checked: id === owner,
          run: () => void give(lead, { owner: id }),
        })),
        ...teams().map(({ id, name }): Entry => ({
          key: `assign.team.${id}`,
          label: name,
          note: t("palette.lead.teamNote"),
          sign: () => <Icon of={Users} />,
          checked: row !== undefined && isGiven(row, { owner: null, team: id }),
          run: () => void give(lead, { owner: null, team: id }),
        })),
        {
          key: "assign.nobody",
          label: t("assign.unassign"),
          sign: () => <Avatar id={null} name="" />,
          checked: owner === null,
          run: () => void give(lead, { owner: null }),
        },
      ];
    },
  });
}

/** Where the lead stands. One that closes it asks next why it was lost, or what it is worth. */
export function useStageStep(): (lead: string) => Step {
  const workspace = useWorkspace();
  const words = useWords();
  const { t } = words;
  const stages = useStages();
  const move = useMove();

  const why = (lead: string, stage: string): Step => ({
    key: `lost.${stage}`,
    title: t("palette.lead.why"),
    entries: () => [
      ...workspace.directory
        .setup()
        .lostReasons.filter((one) => one.retired === undefined)
        .map((one): Entry => ({
          key: `lost.${one.id}`,
          label: nameOf(t, "lostReason", one, one.id),
          run: () => void move(lead, stage, { lostReason: one.id }),
        })),
      { key: "lost.none", label: t("closing.noReason"), run: () => void move(lead, stage, { lostReason: null }) },
    ],
  });
  const worth = (lead: string, stage: string): Step => {
    const currency = currencyOf(workspace);
    const none = (): Entry => ({
      key: "worth.none",
      label: t("palette.lead.noWorth", { stage: stages.name(stage) }),
      run: () => void move(lead, stage, { value: null }),
    });
    return {
      key: `won.${stage}`,
      title: t("palette.lead.worth", { currency }),
      entries: () => [none()],
      typed: (text) => {
        const known = text === "" ? (workspace.leads.row(lead)?.value ?? null) : readAmount(text);
        const as = (value: number): Entry => ({
          key: "worth.as",
          label: t("palette.lead.worthAs", { stage: stages.name(stage), value: moneyWords(words.locale(), currency, value) }),
          run: () => void move(lead, stage, { value }),
        });
        return [...(known === null ? [] : [as(known)]), ...(text === "" ? [none()] : [])];
      },
    };
  };
  return (lead) => ({
    key: "stage",
    title: t("palette.lead.stage"),
    entries: () => {
      const now = workspace.leads.row(lead)?.stage;
      return stages.list().map(({ id, kind }): Entry => {
        const next = kind === "lost" ? why : worth;
        return {
          key: `stage.${id}`,
          label: stages.name(id),
          sign: () => <StageGlyph look={stages.look(id)} />,
          checked: id === now,
          ...(kind === "open" || id === now ? { run: () => void move(lead, id) } : { step: () => next(lead, id) }),
        };
      });
    },
  });
}

/** How a try to reach the person went. */
export function useAttemptStep(): (lead: string) => Step {
  const { t } = useWords();
  const log = useLog();
  return (lead) => ({
    key: "attempt",
    title: t("palette.lead.attempt"),
    entries: () =>
      LOG_CHOICES.flatMap(({ channel, choices }) =>
        choices.map((choice): Entry => {
          const key = choiceKey(choice);
          return {
            key,
            label: `${t(`story.channel.${channel}`)}: ${t(key)}`,
            sign: () => <Icon of={CHANNEL_SIGN[channel]} />,
            run: () => void log(lead, choice),
          };
        }),
      ),
  });
}
