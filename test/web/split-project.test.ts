import { expect, it } from "vitest";
import { splitProject } from "../../web/views/leads/split-project.ts";

it.each([
  ["Marina Heights: register interest", "Marina Heights", "Marina Heights: ", "register interest"],
  ["MARINA HEIGHTS - brochure", "Marina Heights", "MARINA HEIGHTS - ", "brochure"],
  ["مارينا هايتس، سجّل اهتمامك", "مارينا هايتس", "مارينا هايتس، ", "سجّل اهتمامك"],
  ["Marina Heights", "Marina Heights", "", "Marina Heights"],
  ["Marina Heights:", "Marina Heights", "", "Marina Heights:"],
  ["Marina Heightsview: plans", "Marina Heights", "", "Marina Heightsview: plans"],
  ["Brochure", "Marina Heights", "", "Brochure"],
  ["Brochure", undefined, "", "Brochure"],
])("the form %j of %j is %j and %j", (form, project, start, rest) => {
  expect(splitProject(form, project)).toEqual([start, rest]);
});
