/** Two short notes, a fourth apart, soft enough for an open office. Hz. */
const NOTES = [587.33, 783.99];
const NOTE_S = 0.16;
const LOUDNESS = 0.06;

export interface Chime {
  /** Browsers let a page sound only after a touch: call it while the person switches the sound on. */
  prime(): void;
  ring(): void;
}

/** Nothing is made before it is asked for: most people keep the sound off. */
export function createChime(): Chime {
  let audio: AudioContext | null = null;
  const awake = () => {
    audio ??= new AudioContext();
    if (audio.state === "suspended") void audio.resume().catch(() => undefined);
    return audio;
  };
  return {
    prime: () => void awake(),
    ring: () => {
      const context = awake();
      if (context.state !== "running") return;
      NOTES.forEach((pitch, index) => note(context, pitch, context.currentTime + index * NOTE_S));
    },
  };
}

function note(context: AudioContext, pitch: number, at: number): void {
  const tone = new OscillatorNode(context, { type: "sine", frequency: pitch });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.015);
  // Exponential curves may not reach zero.
  gain.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S * 2);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_S * 2);
}
