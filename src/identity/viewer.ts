import type { Role } from "../sharing/vocabulary";

/** Who a verified token says is calling. Whether they are still active is read with the evidence, every time. */
export interface SignedInViewer {
  readonly userId: string;
  readonly agencyId: string;
  readonly role: Role;
}
