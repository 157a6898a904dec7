import { lazyPart } from "../../../ui/part.tsx";

/** It comes when something is planned, and not with every lead that is looked at. */
export const FollowUpForm = lazyPart(async () => (await import("./FollowUpForm.tsx")).FollowUpForm);
