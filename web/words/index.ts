export { type Format, type Key, LANGUAGES, type Language, type Translate, useWords, type Words, WordsProvider } from "./provider.tsx";
