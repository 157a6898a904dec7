export { type Format, type Key, LANGUAGES, type Translate, useWords, type Words, type WordsPart, WordsProvider } from "./provider.tsx";
