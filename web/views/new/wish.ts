import { createSignal } from "solid-js";
import * as v from "valibot";
import { proposeSlug, workspaceSlug } from "../../../domain/slug.ts";
import { DEFAULT_SETTINGS, workspaceName, type WorkspaceSettings } from "../../../domain/workspace.ts";

/** What is asked of a new workspace. Its address follows its name until somebody writes one. */
export function createWish(guess: { readonly country: string; readonly timeZone: string }, language: WorkspaceSettings["language"]) {
  const [name, setName] = createSignal("");
  const [slug, setSlug] = createSignal("");
  const [country, setCountry] = createSignal(guess.country);
  const [timeZone, setTimeZone] = createSignal(guess.timeZone);
  let written = false;
  const nameRight = () => v.is(workspaceName, name());
  const slugRight = () => v.is(workspaceSlug, slug());
  return {
    name,
    slug,
    country,
    timeZone,
    nameRight,
    slugRight,
    setCountry,
    setTimeZone,
    setName: (text: string) => {
      setName(text);
      if (!written) setSlug(proposeSlug(text));
    },
    setSlug: (text: string) => {
      // Emptied, it follows the name again.
      written = text !== "";
      setSlug(text.toLowerCase());
    },
    /** Null while something is not right. */
    read: () =>
      nameRight() && slugRight()
        ? {
            name: name().trim(),
            slug: slug().trim(),
            settings: { ...DEFAULT_SETTINGS, country: country(), timeZone: timeZone(), language },
          }
        : null,
  };
}
