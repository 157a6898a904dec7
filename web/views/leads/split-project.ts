/** A form's name as the project's name it begins with, separator included, and the rest: "Marina Heights: " and "register interest". */
export function splitProject(form: string, project: string | undefined): readonly [string, string] {
  if (project === undefined || project === "" || !form.toLocaleLowerCase().startsWith(project.toLocaleLowerCase())) return ["", form];
  const between = /^\s*[:|/،,·–—-]\s*/u.exec(form.slice(project.length))?.[0];
  const start = project.length + (between?.length ?? 0);
  return between === undefined || start === form.length ? ["", form] : [form.slice(0, start), form.slice(start)];
}
