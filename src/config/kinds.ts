/** The kinds of things that an environment variable says. */
import { z } from "zod";
import { readSigner, readVerifier } from "../audit/proof/signed-note";

/** 32 bytes in base64 or base64url: `openssl rand -base64 32`. */
export const key = z
  .string()
  .transform((text) => new Uint8Array(Buffer.from(text, "base64")))
  .refine((bytes) => bytes.length === 32, "expected 32 bytes in base64 (openssl rand -base64 32)");
export const flag = z.enum(["true", "false"]).transform((it) => it === "true");
export const httpUrl = z.string().refine((it) => /^https?:\/\/\S+$/.test(it), "expected an http(s) URL");
export const postgresUrl = z.string().refine((it) => /^postgres(ql)?:\/\//.test(it), "expected postgresql://…");

/** `10s`, `30m`, `4h`; as milliseconds. */
export const duration = (least: string, most: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}(ms|s|m|h)$/, "expected a time such as 10s, 30m or 4h")
    .transform(toMs)
    .refine((it) => it >= toMs(least) && it <= toMs(most), `expected ${least} to ${most}`);
const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const toMs = (text: string): number => Number.parseInt(text, 10) * UNITS[text.replace(/^\d+/, "")]!;

export const signer = z
  .string()
  .transform((text) => readSigner(text.trim()))
  .refine((it) => it !== null, "expected PRIVATE+KEY+name+id+seed (npm run checkpoint-key)");
export const verifiers = z
  .string()
  .transform((text) => text.split(",").map((it) => readVerifier(it.trim())))
  .refine((all) => !all.includes(null), "expected name+id+key, several with commas between them")
  .transform((all) => all.filter((it) => it !== null));
