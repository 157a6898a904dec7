/** How numbers of a country are read out: its code, then the groups of each length that is usual there. */
const GROUPS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  "1": [[3, 3, 4]],
  "7": [[3, 3, 2, 2]],
  "20": [[3, 3, 4]],
  "33": [[1, 2, 2, 2, 2]],
  "44": [[4, 6]],
  "86": [[3, 4, 4]],
  "90": [[3, 3, 4]],
  "91": [[5, 5]],
  "92": [[3, 7]],
  "961": [
    [1, 3, 3],
    [2, 3, 3],
  ],
  "962": [[1, 4, 4]],
  "963": [[3, 3, 3]],
  "964": [[3, 3, 4]],
  "965": [[4, 4]],
  "966": [[2, 3, 4]],
  "967": [[3, 3, 3]],
  "968": [[4, 4]],
  "970": [[3, 3, 3]],
  "971": [
    [1, 3, 4],
    [2, 3, 4],
  ],
  "973": [[4, 4]],
  "974": [[4, 4]],
};
const CODE_DIGITS = [1, 2, 3];
const PLAIN = 3;

/** An E.164 number in groups that can be read out, for display only: the digits stay. What is no such number is left as it is. */
export function groupPhone(phone: string): string {
  const digits = /^\+(\d{7,15})$/.exec(phone)?.[1];
  if (digits === undefined) return phone;
  for (const length of CODE_DIGITS) {
    const [code, rest] = [digits.slice(0, length), digits.slice(length)];
    const groups = GROUPS[code];
    if (groups === undefined) continue;
    const sizes = groups.find((one) => one.reduce((sum, size) => sum + size, 0) === rest.length);
    return `+${[code, ...(sizes === undefined ? inThrees(rest) : cut(rest, sizes))].join(" ")}`;
  }
  return `+${inThrees(digits).join(" ")}`;
}

function cut(digits: string, sizes: readonly number[]): string[] {
  let from = 0;
  return sizes.map((size) => digits.slice(from, (from += size)));
}

/** A last digit alone joins the group before it. */
function inThrees(digits: string): string[] {
  return digits.match(new RegExp(`\\d{${PLAIN}}(?!\\d$)|\\d+$`, "g")) ?? [digits];
}
