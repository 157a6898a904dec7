import * as v from "valibot";
import { changeAnswer, leadAnswer } from "../../domain/api.ts";
import type { archiveBody, createBody, editBody, noteBody, rewriteBody } from "../../domain/edit.ts";
import type { followUpBody, followUpChangeBody } from "../../domain/followup.ts";
import type { mergeBody } from "../../domain/merge.ts";
import { myDayAnswer } from "../../domain/myday.ts";
import type { noContactBody } from "../../domain/nocontact.ts";
import { type leadProjectBody, type mapBody, type projectBody, projectRow } from "../../domain/project.ts";
import type { SETUP_PARTS, SetupPart } from "../../domain/setup.ts";
import { timelineEntry } from "../../domain/story.ts";
import type { Call } from "./call.ts";
import { type Command, type CommandKind, leadPath } from "./command.ts";

type Input<T extends v.GenericSchema> = v.InferInput<T>;

const storyAnswer = v.object({ entries: v.array(timelineEntry), more: v.boolean() });
const versioned = v.object({ version: v.number() });

/** Work on the leads of one workspace, as commands to be sent, and what its admins set up for it; loaded with the screens that need it. */
export function createFloorApi(call: Call, slug: string) {
  const at = (rest: string) => `/api/w/${encodeURIComponent(slug)}/${rest}`;
  const put = (kind: CommandKind, path: string, body: Command["body"]): Command => ({ kind, method: "PUT", path, body });
  const post = (kind: CommandKind, path: string, body: Command["body"]): Command => ({ kind, method: "POST", path, body });
  return {
    create: (body: Input<typeof createBody>) => post("create", "leads", body),
    edit: (id: string, body: Input<typeof editBody>) => put("fields", leadPath(id, "fields"), body),
    archive: (id: string, body: Input<typeof archiveBody>) => put("archive", leadPath(id, "archived"), body),
    merge: (id: string, body: Input<typeof mergeBody>) => post("merge", leadPath(id, "merge"), body),
    note: (id: string, body: Input<typeof noteBody>) => post("note", leadPath(id, "notes"), body),
    withdraw: (id: string, attempt: string, mutation: string) =>
      post("withdraw", leadPath(id, `attempts/${attempt}/withdraw`), { mutation }),
    /** At once or not at all: it is no change of a lead that is held here. */
    handOver: (id: string, body: Omit<Input<typeof noteBody>, "handover">) =>
      call(changeAnswer, "POST", at(leadPath(id, "notes")), { ...body, handover: true }),
    rewrite: (id: string, note: string, body: Input<typeof rewriteBody>) => put("rewrite", leadPath(id, `notes/${note}`), body),
    followUp: (id: string, body: Input<typeof followUpBody>) => post("follow_up", leadPath(id, "follow-ups"), body),
    changeFollowUp: (id: string, followUp: string, body: Input<typeof followUpChangeBody>) =>
      put("follow_up_change", leadPath(id, `follow-ups/${followUp}`), body),
    noContact: (id: string, body: Input<typeof noContactBody>) => put("no_contact", leadPath(id, "no-contact"), body),
    project: (id: string, project: string, body: Input<typeof leadProjectBody>) =>
      put("project", leadPath(id, `projects/${encodeURIComponent(project)}`), body),
    lead: (id: string) => call(leadAnswer, "GET", at(`leads/${encodeURIComponent(id)}`)),
    story: (id: string, before: string) => call(storyAnswer, "GET", at(leadPath(id, `timeline?before=${before}`))),
    myDay: (signal?: AbortSignal) => call(myDayAnswer, "GET", at("my-day"), undefined, signal),
    setUp: <P extends SetupPart>(part: P, body: { version: number; value: Input<(typeof SETUP_PARTS)[P]> }) =>
      call(versioned, "PUT", at(`setup/${part}`), body),
    saveProject: (body: Input<typeof projectBody>) => call(projectRow, "PUT", at(`projects/${body.id}`), body),
    mapForm: (form: string, body: Input<typeof mapBody>) => call(mapped, "PUT", at(`forms/${form}/project`), body),
    mapCampaign: (campaign: string, body: Input<typeof mapBody>) => call(mapped, "PUT", at(`campaigns/${campaign}/project`), body),
  };
}
const mapped = v.object({ project: v.nullable(v.string()) });
export type FloorApi = ReturnType<typeof createFloorApi>;
