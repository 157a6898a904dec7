import { POLICY_LANGUAGES, type PolicyLanguage } from "./outline.ts";

/** The language that was asked for by name, else the first of the browser's that there is, else English. */
export function policyLanguage(asked: string | undefined, accepted: string | undefined): PolicyLanguage {
  return known(asked) ?? browsers(accepted) ?? "en";
}

function browsers(header: string | undefined): PolicyLanguage | undefined {
  return (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.find((one) => one.trim().startsWith("q="));
      return { tag, weight: weight === undefined ? 1 : Number(weight.trim().slice(2)) };
    })
    .filter((one) => one.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .flatMap((one) => known(one.tag) ?? [])[0];
}

function known(tag: string | undefined): PolicyLanguage | undefined {
  const language = tag?.toLowerCase().split("-")[0];
  return POLICY_LANGUAGES.find((one) => one === language);
}
