/** As much of a built file as the choice needs. */
export interface Built {
  readonly type: "chunk" | "asset";
  readonly fileName: string;
  readonly isEntry?: boolean;
  readonly facadeModuleId?: string | null;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } | undefined;
}

/** Screens that nobody works in without a connection, and their words: they are kept once they were opened. */
const ELSEWHERE =
  /\/web\/(?:(?:views\/(?:console|demo|new|support|settings|account)|store\/console)\/|(?:console|settings|account|support)\.ts|words\/\w+\/(?:console|demo|settings|account|grants|rights|records)\.ts|views\/signin\/(?:SignIn|Forgot|Reset|Verify|Recover|Invite)\.tsx)/;
/** Latin alone: other scripts come with whoever reads them. */
const FONT = /geist-latin-wght-normal/;

/** The addresses of what a workspace's screens are made of: the first scripts, and what they fetch later. */
export function shellOf(built: readonly Built[]): readonly string[] {
  const byName = new Map(built.map((one) => [one.fileName, one]));
  const files = new Set<string>();
  const take = (name: string): void => {
    const one = byName.get(name);
    if (one === undefined || files.has(name) || ELSEWHERE.test((one.facadeModuleId ?? "").replaceAll("\\", "/"))) return;
    files.add(name);
    for (const css of one.viteMetadata?.importedCss ?? []) files.add(css);
    for (const other of [...(one.imports ?? []), ...(one.dynamicImports ?? [])]) take(other);
  };
  for (const one of built) if (one.type === "chunk" && one.isEntry) take(one.fileName);
  for (const one of built) if (FONT.test(one.fileName)) files.add(one.fileName);
  return [...files].sort().map((name) => `/${name}`);
}
