/** What identifiers mean to an agency. */

/**
 * Under which identifier an agency's stand-in is kept: the person that an identifier means to an agency where the real
 * one means nobody to it. No identifier has a space of its own, so a stand-in never meets one.
 */
export const standIn = (
  { system, value }: { readonly system: string; readonly value: string },
  agency: string,
): { system: string; value: string } => ({ system: `STAND-IN ${system}`, value: `${value} ${agency}` });

/** A local number is its own agency's to use, or the hub's; another agency's numbers are nobody else's to try. */
export const mayUse = (
  { system, value }: { readonly system: string; readonly value: string },
  agency: string,
): boolean => system !== "LOCAL_ID" || value.startsWith(`${agency}:`) || value.startsWith("HUB:");
