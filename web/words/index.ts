export { type Format, type Key, LANGUAGES, type Translate, useWords, type Words, WordsProvider } from "./provider.tsx";
