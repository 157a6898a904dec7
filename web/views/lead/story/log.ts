import { type AttemptOutcome, CHANNELS, type Channel } from "../../../../domain/lead.ts";

/** One way in which a try, or a message of theirs, can be logged. */
export interface LogChoice {
  readonly channel: Channel;
  readonly outcome: AttemptOutcome;
  readonly way: "in" | "out";
  /** Pressed while the choices are open. */
  readonly key?: string;
}

const choice = (channel: Channel, outcome: AttemptOutcome, key?: string): LogChoice => ({
  channel,
  outcome,
  way: "out",
  ...(key !== undefined && { key }),
});
const theirs = (channel: Channel, key?: string): LogChoice => ({ ...choice(channel, "reached", key), way: "in" });

/** What is logged most stands first; a meeting is held, or they do not come. */
const CHOICES: Readonly<Record<Channel, readonly LogChoice[]>> = {
  phone: [choice("phone", "reached", "r"), choice("phone", "no_answer", "n"), choice("phone", "message_left", "m"), theirs("phone", "c")],
  whatsapp: [choice("whatsapp", "message_left", "w"), choice("whatsapp", "reached"), choice("whatsapp", "no_answer"), theirs("whatsapp")],
  email: [choice("email", "message_left", "e"), choice("email", "reached"), choice("email", "no_answer"), theirs("email")],
  messenger: [choice("messenger", "message_left"), choice("messenger", "reached"), choice("messenger", "no_answer"), theirs("messenger")],
  in_person: [choice("in_person", "reached", "h"), choice("in_person", "no_answer", "o"), theirs("in_person")],
};

export const LOG_CHOICES: readonly { readonly channel: Channel; readonly choices: readonly LogChoice[] }[] = CHANNELS.map((channel) => ({
  channel,
  choices: CHOICES[channel],
}));

/** The word for a choice among those of its channel. */
export function choiceKey({ channel, outcome, way }: LogChoice): `story.log.${Channel}.${AttemptOutcome | "in"}` {
  return `story.log.${channel}.${way === "in" ? "in" : outcome}`;
}

/** The choice of a pressed key, whatever the keyboard's letters: by what it says, else by where it is. */
export function choiceOf(event: Pick<KeyboardEvent, "key" | "code">): LogChoice | undefined {
  const all = LOG_CHOICES.flatMap(({ choices }) => choices);
  const latin = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
  return all.find(({ key }) => key === latin);
}
