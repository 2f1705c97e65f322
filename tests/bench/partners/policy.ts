/** What was decided, as the engines are given it: for nothing, from memory. */
export interface Policy {
  /** By person, then by contribution: the fields that may be asked for. */
  readonly permitted: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** May this caller see this field of this person? Who is not in it may be seen by nobody. */
export const permits = ({ permitted }: Policy, person: string, contribution: string, field: string): boolean =>
  permitted[person]?.[contribution]?.includes(field) ?? false;
