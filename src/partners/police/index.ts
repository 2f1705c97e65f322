/** The front door of the police: its contribution. */
export { PoliceContribution } from "./police.type";
