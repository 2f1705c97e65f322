/** A list of words as an object of itself, which is what `registerEnumType` wants. */
export const words = <W extends string>(list: readonly W[]): { [K in W]: K } =>
  Object.fromEntries(list.map((word) => [word, word])) as { [K in W]: K };
