/** How a person is named on the way in. */
import { z } from "zod";
import { isStorable } from "../gateway/item-body";
import { IDENTIFIER_SYSTEMS, isIdentifier } from "./identifier-system";
import { isIsoDate } from "./london-time";

export const plainText = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine(isStorable, "expected well-formed text")
    .refine((it) => it.trim() === it, "expected no space around it");

export const isoDate = z.string().refine(isIsoDate, "expected a date yyyy-mm-dd");

export const personShape = z
  .object({
    system: z.enum(IDENTIFIER_SYSTEMS),
    value: z.string(),
    /** Always sent, so that an answer never depends on whether the hub knows the person. */
    name: plainText(200),
    birthDate: isoDate.nullish(),
  })
  .refine((it) => isIdentifier(it.system, it.value), {
    path: ["value"],
    error: "not a valid identifier of its system",
  });
