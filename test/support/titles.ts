/** The titles a test file gives its tests and groups: the first argument of describe, it and test, and of what their `each` makes. */
export function titlesOf(code: string): string[] {
  const titles: string[] = [];
  for (const match of code.matchAll(/\b(?:describe|it|test)\b/g)) {
    let at = match.index + match[0].length;
    // Past `.each<...>(rows)`, `.skip` and their like, to the call that holds the title.
    for (;;) {
      const rest = code.slice(at);
      const name = /^\.\w+/.exec(rest)?.[0];
      if (name !== undefined) at += name.length;
      else if (rest.startsWith("<")) at = closing(code, at, "<", ">");
      else if (rest.startsWith("(") && !/^\(\s*["'`]/.test(rest)) at = closing(code, at, "(", ")");
      else break;
      if (at < 0) break;
    }
    const title = at < 0 ? undefined : /^\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/.exec(code.slice(at));
    if (title) titles.push(title[1] ?? title[2] ?? title[3] ?? "");
  }
  return titles;
}

/** Where the bracket that opens at `at` is closed again, strings skipped; -1 where it is not. */
function closing(code: string, at: number, open: string, close: string): number {
  let depth = 0;
  for (let n = at; n < code.length; n++) {
    const letter = code[n];
    if (letter === '"' || letter === "'" || letter === "`") {
      n = endOfString(code, n, letter);
    } else if (letter === open) depth++;
    else if (letter === close && code[n - 1] !== "=" && --depth === 0) return n + 1;
  }
  return -1;
}

function endOfString(code: string, at: number, quote: string): number {
  for (let n = at + 1; n < code.length; n++) {
    if (code[n] === "\\") n++;
    else if (code[n] === quote) return n;
  }
  return code.length;
}
