import { useNavigate } from "@solidjs/router";
import Download from "lucide-solid/icons/download";
import Plus from "lucide-solid/icons/plus";
import ShieldCheck from "lucide-solid/icons/shield-check";
import UserPlus from "lucide-solid/icons/user-plus";
import type { Capability } from "../../../domain/rights.ts";
import { type Key, useWords } from "../../words/index.ts";
import type { Action } from "../actions.ts";
import { useApp, useWorkspace } from "../context.tsx";
import { may } from "../rights.ts";
import { onceOffered } from "./once-offered.ts";

interface Far {
  /** Of the act as its own screen offers it. */
  readonly id: string;
  readonly at: string;
  readonly label: Key;
  /** What it is done to, where its label alone could mean another thing elsewhere. */
  readonly of?: Key;
  readonly also?: Key;
  /** The part that its words come with. */
  readonly words: "settings" | "day";
  readonly needs: Capability;
  readonly icon?: Action["icon"];
  readonly group?: Action["group"];
}

const FAR: readonly Far[] = [
  {
    id: "make.person",
    at: "settings/people",
    label: "invite.title",
    also: "palette.also.invite",
    words: "settings",
    needs: "people.manage",
    icon: UserPlus,
  },
  { id: "make.team", at: "settings/teams", label: "teams.add", words: "settings", needs: "teams.manage" },
  { id: "make.page", at: "settings/pages", label: "pages.add", words: "settings", needs: "meta.connect" },
  { id: "make.stage", at: "settings/stages", label: "floor.stages.add", words: "settings", needs: "setup.edit" },
  { id: "make.reason", at: "settings/reasons", label: "floor.reasons.add", words: "settings", needs: "setup.edit" },
  { id: "make.field", at: "settings/fields", label: "floor.fields.add", words: "settings", needs: "setup.edit" },
  { id: "make.text", at: "settings/texts", label: "floor.texts.add", words: "settings", needs: "setup.edit" },
  { id: "make.project", at: "projects", label: "projects.new", words: "day", needs: "projects.edit" },
  {
    id: "audit.verify",
    at: "settings/audit",
    label: "records.verify",
    of: "settings.audit",
    words: "settings",
    needs: "audit.read",
    icon: ShieldCheck,
    group: "here",
  },
  {
    id: "audit.export",
    at: "settings/audit",
    label: "records.export",
    of: "settings.audit",
    words: "settings",
    needs: "audit.export",
    icon: Download,
    group: "here",
  },
];

/** What is done on a screen that is not open: it is gone to, and done there. */
export function useFarActions(): () => readonly Action[] {
  const app = useApp();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const words = useWords();
  const t = words.t as (key: Key) => string;
  return () =>
    FAR.filter((one) => words.has(one.words) && may(workspace, one.needs)).map(
      ({ id, at, label, of, also, icon = Plus, group = "make" }): Action => ({
        id,
        label: of === undefined ? t(label) : `${t(of)}: ${t(label)}`,
        ...(also !== undefined && { also: t(also) }),
        icon,
        group,
        whenAsked: true,
        far: true,
        run: () => {
          navigate(`/w/${workspace.slug}/${at}`);
          onceOffered(app.clock, id);
        },
      }),
    );
}
