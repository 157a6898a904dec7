import { glob, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";

export interface Source {
  readonly path: string;
  readonly code: string;
}

/** The TypeScript sources below these folders of the project. */
export async function sourcesUnder(folders: readonly string[]): Promise<Source[]> {
  const found: Source[] = [];
  for (const folder of folders) {
    for await (const path of glob(`${folder}/**/*.{ts,tsx}`)) found.push({ path, code: await readFile(path, "utf8") });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export interface Imported {
  readonly path: string;
  readonly ours: boolean;
}

/** Everything a file imports, statically or dynamically, types too; ours as a path from the project's root. */
export function importsOf(source: Source): Imported[] {
  const specifiers = source.code.matchAll(
    /(?:^|\n)\s*(?:import|export)[^"';]*?from\s+"([^"]+)"|(?:^|\n)import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g,
  );
  return [...specifiers].flatMap((match): Imported[] => {
    const specifier = match[1] ?? match[2] ?? match[3];
    if (specifier === undefined) return [];
    return specifier.startsWith(".")
      ? [{ path: normalize(join(dirname(source.path), specifier)), ours: true }]
      : [{ path: specifier, ours: false }];
  });
}
