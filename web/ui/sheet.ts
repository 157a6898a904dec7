/** Of what floats over its control: on a phone it rises from the bottom edge instead, as wide as the screen. */
export const SHEET =
  "max-md:w-full max-md:max-w-none max-md:max-h-[75dvh] max-md:animate-rise max-md:rounded-none max-md:rounded-t-large max-md:pb-[max(4px,env(safe-area-inset-bottom))]";
