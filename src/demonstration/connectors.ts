/**
 * Those of the demonstration who bring an agency with a system of its own into the record: its integrator registers the
 * system, its controller approves what it shares. Neither sees anybody's record.
 */
import type { DemonstrationUser } from "./family";

export const CONNECTORS: readonly DemonstrationUser[] = [
  {
    id: "theo.prob",
    agency: "PROB",
    name: "Theo Marlowe",
    roles: ["INTEGRATOR"],
    about: "Connects the Probation Service's own system; no rule releases anything to him.",
  },
  {
    id: "maud.prob",
    agency: "PROB",
    name: "Maud Ellery",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Controller at the Probation Service: approves, field by field, what its system shares.",
  },
  {
    id: "yara.yjs",
    agency: "YJS",
    name: "Yara Nwosu-Lane",
    roles: ["INTEGRATOR"],
    about: "Connects the Youth Justice Service's own system; no rule releases anything to her.",
  },
  {
    id: "colm.yjs",
    agency: "YJS",
    name: "Colm Rafferty",
    roles: ["INFORMATION_GOVERNANCE_LEAD"],
    about: "Controller at the Youth Justice Service: approves, field by field, what its system shares.",
  },
];
