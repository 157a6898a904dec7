export { LANGUAGES } from "./language.ts";
export { type Format, type Key, type Translate, useWords, type Words, type WordsPart, WordsProvider } from "./provider.tsx";
