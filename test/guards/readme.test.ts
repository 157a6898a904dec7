import { access, glob, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { experimental_getWranglerCommands as wranglerCommands } from "wrangler";

const scripts = Object.keys((JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> }).scripts);
const pages: string[] = ["README.md"];
for await (const path of glob("docs/**/*.md")) pages.push(path);

/** What a page puts in backticks or indents, blocks of code included, line by line. */
function codeOf(page: string): string[] {
  const indented = [...page.matchAll(/^ {4}(\S.*)$/gm)].map((match) => match[1] ?? "");
  const blocks = [...page.matchAll(/```[a-z]*\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? "").split("\n"));
  const inline = [...page.replace(/```[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
  return [...indented, ...blocks, ...inline];
}

const EXTENSION = /\.(tsx?|js|json|toml|md|sql|css|html|ya?ml)$/;
/** Folders and files of the project begin like this; addresses of the app begin with a slash and are no paths. */
const PATH = /^\.?[\w@-][\w.@-]*(\/[\w.@*{},-]+)*\/?$/;

/** The paths among a page's code: what has a slash inside it or an extension we know. */
function pathsIn(page: string): string[] {
  const words = codeOf(page).flatMap((line) => line.split(/\s+/));
  return [...new Set(words)].filter((word) => PATH.test(word) && (word.includes("/") || EXTENSION.test(word)) && !isOther(word));
}

/** Names of packages, hosts and kinds of content look like paths too. */
function isOther(word: string): boolean {
  return word.startsWith("@") || /^(application|text|image)\//.test(word) || /^[\w-]+(\.[\w-]+)*\.(com|dev|org|net|io)(\/|$)/.test(word);
}

async function exists(path: string): Promise<boolean> {
  if (/[*{]/.test(path)) {
    for await (const _found of glob(path)) return true;
    return false;
  }
  return access(path).then(
    () => true,
    () => false,
  );
}

/** `npm run x`, `npm start` and `npm test`, wherever the page says so. */
function commandsIn(page: string): string[] {
  return [...page.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].flatMap((match) => match[1] ?? match[2] ?? []);
}

interface Commands {
  readonly subtree: ReadonlyMap<string, Commands>;
}

/** What of `npx ...` is not there: the tool, one of wrangler's commands, or an environment of wrangler.toml. */
function unknownIn(command: string, wrangler: string): string | undefined {
  const [tool = "", ...words] = command.replace(/#.*$/, "").trim().split(/\s+/);
  if (tool !== "wrangler") return tool;
  const environment = words[words.indexOf("--env") + 1];
  if (words.includes("--env") && !wrangler.includes(`[env.${environment}]`)) return `--env ${environment}`;
  let known = wranglerCommands().registry as Commands;
  for (const word of words) {
    const next = known.subtree.get(word);
    // What follows a command that has no others below it are its own words.
    if (next === undefined) return known.subtree.size === 0 ? undefined : word;
    known = next;
  }
  return undefined;
}

describe.each(pages)("%s", (path) => {
  it("names only files and folders that exist", async () => {
    const page = await readFile(path, "utf8");
    const gone: string[] = [];
    for (const named of pathsIn(page)) if (!(await exists(named))) gone.push(named);
    expect(gone).toEqual([]);
  });

  it("names only commands that package.json has", async () => {
    const page = await readFile(path, "utf8");
    expect(commandsIn(page).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it("names only tools and commands of theirs that exist", async () => {
    const [page, wrangler] = [await readFile(path, "utf8"), await readFile("wrangler.toml", "utf8")];
    const asked = codeOf(page).flatMap((line) => [...line.matchAll(/\bnpx (.+)/g)].map((match) => match[1] ?? ""));
    expect(asked.flatMap((command) => unknownIn(command, wrangler) ?? [])).toEqual([]);
  });

  it("links only to files that exist", async () => {
    const page = await readFile(path, "utf8");
    const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
    const gone: string[] = [];
    for (const [, target = ""] of page.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(target) && !(await exists(`${folder}${target}`))) gone.push(target);
    }
    expect(gone).toEqual([]);
  });
});

it("README.md says how the project is started and tested, and where its rules are", async () => {
  const page = await readFile("README.md", "utf8");
  expect(commandsIn(page)).toEqual(expect.arrayContaining(["start", "test"]));
  expect(pathsIn(page)).toEqual(expect.arrayContaining(["domain/RULES.md"]));
});

it.each([
  ["wrangler login               # or a token", undefined],
  ["wrangler d1 time-travel restore PLATFORM_DB --timestamp TIME --env production", undefined],
  ["wrangler d1 timetravel restore PLATFORM_DB", "timetravel"],
  ["wrangler d1", undefined],
  ["wrangler tail --env staging", "--env staging"],
  ["rangler tail", "rangler"],
])("of %j, this is not there: %s", (command, unknown) => {
  expect(unknownIn(command, "[env.production]")).toBe(unknown);
});
