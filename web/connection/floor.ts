import * as v from "valibot";
import { changeAnswer } from "../../domain/api.ts";
import type { archiveBody, createBody, editBody, noteBody, rewriteBody } from "../../domain/edit.ts";
import type { followUpBody, followUpChangeBody } from "../../domain/followup.ts";
import { myDayAnswer } from "../../domain/myday.ts";
import type { noContactBody } from "../../domain/nocontact.ts";
import { type leadProjectBody, type mapBody, type projectBody, projectRow } from "../../domain/project.ts";
import type { SETUP_PARTS, SetupPart } from "../../domain/setup.ts";
import { timelineEntry } from "../../domain/story.ts";
import type { Call } from "./call.ts";

type Input<T extends v.GenericSchema> = v.InferInput<T>;

const storyAnswer = v.object({ entries: v.array(timelineEntry), more: v.boolean() });
const versioned = v.object({ version: v.number() });

/** Work on the leads of one workspace, and what its admins set up for it; loaded with the screens that need it. */
export function createFloorApi(call: Call, slug: string) {
  const at = (rest: string) => `/api/w/${encodeURIComponent(slug)}/${rest}`;
  const lead = (id: string, rest: string) => at(`leads/${encodeURIComponent(id)}/${rest}`);
  return {
    create: (body: Input<typeof createBody>) => call(changeAnswer, "POST", at("leads"), body),
    edit: (id: string, body: Input<typeof editBody>) => call(changeAnswer, "PUT", lead(id, "fields"), body),
    archive: (id: string, body: Input<typeof archiveBody>) => call(changeAnswer, "PUT", lead(id, "archived"), body),
    note: (id: string, body: Input<typeof noteBody>) => call(changeAnswer, "POST", lead(id, "notes"), body),
    rewrite: (id: string, note: string, body: Input<typeof rewriteBody>) => call(changeAnswer, "PUT", lead(id, `notes/${note}`), body),
    story: (id: string, before: string) => call(storyAnswer, "GET", lead(id, `timeline?before=${before}`)),
    followUp: (id: string, body: Input<typeof followUpBody>) => call(changeAnswer, "POST", lead(id, "follow-ups"), body),
    changeFollowUp: (id: string, followUp: string, body: Input<typeof followUpChangeBody>) =>
      call(changeAnswer, "PUT", lead(id, `follow-ups/${followUp}`), body),
    noContact: (id: string, body: Input<typeof noContactBody>) => call(changeAnswer, "PUT", lead(id, "no-contact"), body),
    project: (id: string, project: string, body: Input<typeof leadProjectBody>) =>
      call(changeAnswer, "PUT", lead(id, `projects/${encodeURIComponent(project)}`), body),
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
