import CalendarDays from "lucide-solid/icons/calendar-days";
import CircleDot from "lucide-solid/icons/circle-dot";
import Hash from "lucide-solid/icons/hash";
import ListChecks from "lucide-solid/icons/list-checks";
import type { LucideProps } from "lucide-solid";
import SquareCheck from "lucide-solid/icons/square-check";
import Type from "lucide-solid/icons/type";
import type { Component } from "solid-js";
import type { FieldType } from "../../../../domain/setup.ts";

export const TYPE_SIGN: Readonly<Record<FieldType, Component<LucideProps>>> = {
  text: Type,
  number: Hash,
  date: CalendarDays,
  choice: CircleDot,
  choices: ListChecks,
  checkbox: SquareCheck,
};

export function hasOptions(type: FieldType): boolean {
  return type === "choice" || type === "choices";
}
